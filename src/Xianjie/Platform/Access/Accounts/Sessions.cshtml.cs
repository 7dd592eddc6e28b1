using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>Who is signed in now, among the accounts of the security administrator's own area.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class SessionsPage(XianjieDb db, Scope scope, CurrentUser user, SessionBook book, SessionDesk desk, TimeProvider time, Settings settings) : PageModel
{
    private const int Most = 500;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<SessionRow> Rows { get; private set; } = [];
    public int Open => Rows.Count;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var since = time.GetUtcNow() - settings.SignIn.Absolute;
        var query = AccountQuery.Inside(db, scope).AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Q))
            query = query.Where(u => u.Name.Contains(Q.Trim()) || u.Login.Contains(Q.Trim()));
        var found = await db.Set<UserSession>().AsNoTracking().Where(s => s.EndedAt == null && s.SeenAt > since)
            .Join(query, s => s.UserId, u => u.Id, (s, u) => new { s, u }).OrderByDescending(x => x.s.SeenAt).Take(Most).ToListAsync(ct);
        Rows = [.. found.Select(x => SessionRow.Of(x.s, x.u, book, user, named: true)).Where(r => r.IsOpen)];
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id, CancellationToken ct)
    {
        if (await desk.EndByAsync(user, AccountQuery.Inside(db, scope), id, ct) is not { } account)
            return NotFound();
        TempData["Notice"] = $"{account.Name}（{account.Login}）的这次登录已结束。";
        return new SeeOtherResult("/users/sessions");
    }
}
