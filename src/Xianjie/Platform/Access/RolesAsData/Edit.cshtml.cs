using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Screening;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>A new role, or another shape of one from a day on. The other security administrator confirms it.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class EditPage(RoleBook book, CurrentUser user, SecondPersonDesk second, RoleAct act, Clock clock) : PageModel
{
    [BindProperty]
    public string? RoleKey { get; set; }
    [BindProperty]
    public string? Title { get; set; }
    [BindProperty]
    public string? Office { get; set; }
    [BindProperty]
    public List<string> May { get; set; } = [];
    [BindProperty]
    public List<string> Classes { get; set; } = [];
    [BindProperty]
    public List<string> Levels { get; set; } = [];
    [BindProperty]
    public bool OneDepartment { get; set; }
    [BindProperty]
    public bool Retired { get; set; }
    [BindProperty]
    public DateOnly? From { get; set; }
    [BindProperty]
    public string? Why { get; set; }

    public bool IsNew { get; private set; }
    public static IEnumerable<IGrouping<string, PermissionWords>> Modules => Roles.Words.Values.Where(w => w.Group == PermissionGroup.Business).OrderBy(w => w.Key, StringComparer.Ordinal).GroupBy(w => w.Module);
    public static IEnumerable<SelectListItem> Offices => Roles.Order.Where(r => Separation.Groups(r.Permissions) is [PermissionGroup.Business]).Select(r => new SelectListItem(r.Title, r.Key));

    public async Task<IActionResult> OnGetAsync(string? key, CancellationToken ct)
    {
        (IsNew, From) = (key is null, clock.Today);
        if (key is null)
        {
            (Office, Classes) = (Roles.Clerk, ["Plain"]);
            return Page();
        }
        if ((await book.AllAsync(user.Division, ct)).FirstOrDefault(r => r.Key == key) is not { } role)
            return NotFound();
        (RoleKey, Title, Office, OneDepartment, Retired) = (role.Key, role.Title, role.Office, role.OneDepartment, role.Retired);
        (May, Classes, Levels) = ([.. role.Permissions], [.. role.Classes.Select(c => c.ToString())], [.. role.Levels.Select(l => l.ToString())]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? key, CancellationToken ct)
    {
        IsNew = key is null;
        var known = key is null ? null : (await book.AllAsync(user.Division, ct)).FirstOrDefault(r => r.Key == key);
        if (key is not null && known is null)
            return NotFound();
        RoleKey = key ?? $"own-{user.Division / 1_000_000}-{Guid.CreateVersion7().ToString("N")[20..]}";
        Check();
        if (!ModelState.IsValid)
            return Page();
        var order = new RoleOrder(RoleKey, Title!.Trim(), known?.Office ?? Office!, user.Division / 1_000_000 * 1_000_000, [.. May.Distinct()], [.. Classes.Select(Enum.Parse<ColumnClass>)],
            [.. Levels.Select(Enum.Parse<DivisionLevel>)], OneDepartment || known is { OneDepartment: true, Own: false }, Retired, From!.Value);
        var asked = await second.AskAsync(act, order, Why!, ct);
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(string.Empty, asked.Refusal);
        return Page();
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > 20)
            ModelState.AddModelError(nameof(Title), "请填写角色名称（20 字以内）。");
        if (string.IsNullOrWhiteSpace(Why) || Why.Length > 200)
            ModelState.AddModelError(nameof(Why), "请写明为什么（200 字以内）。");
        if (From is null)
            ModelState.AddModelError(nameof(From), "请填写从哪天起执行。");
        if (Classes.Exists(c => !Enum.TryParse<ColumnClass>(c, out _)) || Levels.Exists(l => !Enum.TryParse<DivisionLevel>(l, out _)))
            ModelState.AddModelError(string.Empty, "可见字段和任职层级请从列表里选择。");
    }
}
