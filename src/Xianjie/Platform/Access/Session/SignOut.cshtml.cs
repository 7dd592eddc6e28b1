using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

[AllowAnonymous]
internal sealed class SignOutPage(AuditTrail trail, CurrentUser user, SessionDesk desk) : PageModel
{
    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (user.IsSignedIn)
            trail.Write(HttpContext, AuditKind.退出, user, "退出");
        await desk.LeaveAsync(HttpContext, ct);
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return new SeeOtherResult("/login");
    }
}
