using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Grants;

/// <summary>授权: every temporary grant and delegation in the security administrator's area.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class ListPage(XianjieDb db, Scope scope, GrantDesk desk, RoleBook book, Places places, Clock clock) : PageModel
{
    public sealed record Row(Grant Grant, string Role, string Place, string State, bool MayRevoke);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public bool All => Show == "all";
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = clock.Today;
        var query = All ? GrantQuery.Inside(db, scope) : GrantQuery.Running(db, scope, today);
        if (Q?.Trim() is { Length: > 0 } words)
            query = query.Where(g => g.UserName.Contains(words) || (g.ForName != null && g.ForName.Contains(words)));
        Total = await query.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var rows = new List<Row>();
        foreach (var grant in await query.OrderBy(g => g.To).ThenBy(g => g.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct))
            rows.Add(new(grant, (await book.FindAsync(grant.Role, grant.Division, ct)).Title, places.Path(grant.Division), grant.State(today), desk.MayRevoke(grant)));
        Rows = rows;
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromForm] Guid id, string? reason, CancellationToken ct)
    {
        var refusal = await desk.RevokeAsync(id, reason, ct);
        TempData[refusal is null ? "Notice" : "Warning"] = refusal ?? "已收回，立即生效。";
        return new SeeOtherResult("/grants");
    }
}

internal static class GrantQuery
{
    public static IQueryable<Grant> Inside(XianjieDb db, Scope scope)
    {
        var (from, below) = (scope.From, scope.Below);
        return db.Set<Grant>().AsNoTracking().Where(g => g.Division >= from && g.Division < below);
    }

    /// <summary>Not withdrawn, and not over before this day.</summary>
    public static IQueryable<Grant> Running(XianjieDb db, Scope scope, DateOnly today) => Inside(db, scope).Where(g => g.RevokedAt == null && g.To >= today);
}
