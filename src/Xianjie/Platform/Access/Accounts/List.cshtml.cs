using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>Accounts inside the security administrator's own area.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class ListPage(XianjieDb db, Scope scope, CurrentUser user, RoleBook book, Places places, TimeProvider time) : PageModel
{
    public sealed record Row(Guid Id, string Login, string Name, string Role, string Area, string? Department, string State, string Tone);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var query = AccountQuery.Inside(db, scope);
        if (!string.IsNullOrWhiteSpace(Q))
            query = query.Where(u => u.Name.Contains(Q.Trim()) || u.Login.Contains(Q.Trim()));
        var titles = (await book.AllAsync(user.Division, ct)).ToDictionary(r => r.Key, r => r.Title);
        Rows = [.. (await query.OrderBy(u => u.Login).Take(500).ToListAsync(ct)).Select(u => Show(u, titles))];
    }

    private Row Show(User user, Dictionary<string, string> titles)
    {
        var (state, tone) = user.Disabled ? ("已停用", "") : user.LockedUntil > time.GetUtcNow() ? ("已锁定", "tag-red") : ("正常", "tag-green");
        return new(user.Id, user.Login, user.Name, titles.GetValueOrDefault(user.Role) ?? Roles.All.GetValueOrDefault(user.Role)?.Title ?? "（已停用的角色）", places.Path(user.Division), user.Department, state, tone);
    }
}

internal static class AccountQuery
{
    public static IQueryable<User> Inside(XianjieDb db, Scope scope)
    {
        var (from, below) = (scope.From, scope.Below);
        return db.Set<User>().Where(u => u.Division >= from && u.Division < below);
    }
}
