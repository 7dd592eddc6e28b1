using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xianjie.Platform.Access.Session;

[Requires(Permissions.SignedIn)]
internal sealed class DeniedPage(CurrentUser user) : PageModel
{
    public string Role => user.Role.Title;

    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
