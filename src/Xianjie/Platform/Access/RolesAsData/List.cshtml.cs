using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Screening;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>角色: which role may do what, as it stands today; on the phone role by role.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class ListPage(XianjieDb db, RoleBook book, CurrentUser user) : PageModel
{
    public sealed record Line(PermissionWords Words, IReadOnlyList<bool> Held);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Role> Roles { get; private set; } = [];
    public IReadOnlyDictionary<string, int> Accounts { get; private set; } = new Dictionary<string, int>();
    public IReadOnlyList<IGrouping<string, Line>> Modules { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Roles = await book.AllAsync(user.Division, ct);
        var (from, below) = Scope.Range(user.Division);
        Accounts = await db.Set<User>().Where(u => !u.Disabled && u.Division >= from && u.Division < below).GroupBy(u => u.Role).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var words = Q?.Trim() ?? string.Empty;
        Modules = [.. Access.Roles.Words.Values.Where(w => words.Length == 0 || w.Title.Contains(words, StringComparison.Ordinal) || w.Module.Contains(words, StringComparison.Ordinal) || w.Danger?.Contains(words, StringComparison.Ordinal) == true)
            .OrderBy(w => w.Group).ThenBy(w => w.Key, StringComparer.Ordinal).Select(w => new Line(w, [.. Roles.Select(r => r.Permissions.Contains(w.Key))])).GroupBy(l => l.Words.Module)];
    }

    public static string Classes(Role role) => string.Join('、', Enum.GetValues<ColumnClass>().Where(role.Sees).Select(RoleWords.Class));

    public static string Levels(Role role) => string.Join('、', role.Levels.Order().Select(RoleWords.Level));
}
