using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Divisions;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>One role: what it may today, and every change the county made to it.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class ShowPage(RoleBook book, CurrentUser user, Places places) : PageModel
{
    public Role Role { get; private set; } = null!;
    public IReadOnlyList<RoleDefinition> History { get; private set; } = [];
    public IReadOnlyList<IGrouping<string, PermissionWords>> Modules { get; private set; } = [];
    public bool MayChange => Separation.Groups(Roles.All[Role.Office].Permissions) is [PermissionGroup.Business];
    public string PlaceOf(long division) => places.Name(division);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if ((await book.AllAsync(user.Division, ct)).FirstOrDefault(r => r.Key == key) is not { } role)
            return NotFound();
        (Role, History) = (role, await book.HistoryAsync(key, user.Division, ct));
        Modules = [.. role.Permissions.Select(p => Roles.Words[p]).OrderBy(w => w.Key, StringComparer.Ordinal).GroupBy(w => w.Module)];
        return Page();
    }
}
