using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

[AllowAnonymous]
internal sealed class SignOutPage : PageModel
{
    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync();
        Response.Cookies.Delete(AccessSetup.AreaCookie);
        return new SeeOtherResult("/login");
    }
}
