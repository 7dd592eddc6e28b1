using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Accounts;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Grants;

/// <summary>临时授权 of one account; the other security administrator confirms it.</summary>
[Requires(Permissions.UsersManage)]
internal sealed class NewPage(XianjieDb db, Scope scope, CurrentUser user, RoleBook book, Departments departments, SecondPersonDesk second, GrantAct act, Clock clock) : PageModel
{
    [BindProperty]
    public string? Login { get; set; }
    [BindProperty]
    public string? Role { get; set; }
    [BindProperty]
    public string? Where { get; set; }
    [BindProperty]
    public string? Department { get; set; }
    [BindProperty]
    public DateOnly? From { get; set; }
    [BindProperty]
    public DateOnly? To { get; set; }
    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<SelectListItem> RoleChoices { get; private set; } = [];
    public IEnumerable<SelectListItem> DepartmentChoices => departments.Names.Select(d => new SelectListItem(d, d)).Prepend(new("（不填）", string.Empty));

    public async Task OnGetAsync(CancellationToken ct)
    {
        (From, To) = (clock.Today, clock.Today.AddDays(29));
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        var login = Login?.Trim() ?? string.Empty;
        var account = await AccountQuery.Inside(db, scope).AsNoTracking().SingleOrDefaultAsync(u => u.Login == login, ct);
        if (account is null)
            ModelState.AddModelError(nameof(Login), $"您的地区没有账号“{login}”。");
        if (account?.Id == user.Id)
            ModelState.AddModelError(nameof(Login), "不能给自己授权。");
        if (RoleChoices.All(r => r.Value != Role || r.Value.Length == 0))
            ModelState.AddModelError(nameof(Role), "请从列表里选择角色。");
        if (DivisionText.Parse(Where) is not { } division || !scope.Covers(division))
            ModelState.AddModelError(nameof(Where), $"地区代码“{Where}”不存在，或不在您的地区之内。");
        else if (ModelState.IsValid)
        {
            var order = new GrantOrder(account!.Id, Role!, division, string.IsNullOrWhiteSpace(Department) ? null : Department.Trim(), From ?? default, To ?? default, null, Reason?.Trim() ?? string.Empty);
            var asked = await second.AskAsync(act, order, order.Reason, ct);
            if (asked.Refusal is null)
                return asked.Go(this);
            ModelState.AddModelError(string.Empty, asked.Refusal);
        }
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct) =>
        RoleChoices = [.. (await book.AllAsync(user.Division, ct)).Where(r => !r.Retired).Select(r => new SelectListItem(r.Title, r.Key)).Prepend(new("请选择", string.Empty))];
}
