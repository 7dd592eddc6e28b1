using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>Who is signed in now, among the accounts of the security administrator's own area.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class SessionsPage(OpenSessions open, XianjieDb db, Scope scope, CurrentUser user, SessionDesk desk) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<SessionRow> Rows { get; private set; } = [];
    public int Open => Rows.Count;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Rows = await open.ReadAsync(Q, ct);
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id, CancellationToken ct)
    {
        if (await desk.EndByAsync(user, AccountQuery.Inside(db, scope), id, ct) is not { } account)
            return NotFound();
        TempData["Notice"] = $"{account.Name}（{account.Login}）的这次登录已结束。";
        return new SeeOtherResult("/users/sessions");
    }
}
