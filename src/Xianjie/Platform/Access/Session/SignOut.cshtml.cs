using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

[AllowAnonymous]
internal sealed class SignOutPage(AuditTrail trail, CurrentUser user) : PageModel
{
    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync()
    {
        if (user.IsSignedIn)
            trail.Write(HttpContext, AuditKind.退出, user, "退出");
        await HttpContext.SignOutAsync();
        Response.Cookies.Delete(AccessSetup.AreaCookie);
        return new SeeOtherResult("/login");
    }
}
