using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>Makes or changes one account. Every change ends the account's sessions.</summary>
[Requires(Permissions.UsersManage), FreshProof]
internal sealed class EditPage(XianjieDb db, Scope scope, CurrentUser user, Places places, Departments departments, RoleBook book, SecondPersonDesk second, AccountAct act, TimeProvider time, IPasswordHasher<User> hasher) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "请填写账号。"), RegularExpression("^[A-Za-z0-9_.-]{2,60}$", ErrorMessage = "账号只能用字母、数字和 _ . -，2 到 60 位。")]
        public string Login { get; set; } = string.Empty;
        [Required(ErrorMessage = "请填写姓名。"), StringLength(60, ErrorMessage = "姓名最多 60 个字。")]
        public string Name { get; set; } = string.Empty;
        [Required(ErrorMessage = "请选择角色。")]
        public string Role { get; set; } = string.Empty;
        [Required(ErrorMessage = "请填写地区代码。")]
        public string Division { get; set; } = string.Empty;
        public string? Department { get; set; }
        public string? Password { get; set; }
        public bool Disabled { get; set; }
        [StringLength(200, ErrorMessage = "理由最多 200 个字。")]
        public string? Why { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public Guid? Id { get; private set; }
    public IReadOnlyList<SelectListItem> RoleChoices { get; private set; } = [];
    public IEnumerable<SelectListItem> DepartmentChoices => departments.Names.Select(d => new SelectListItem(d, d)).Prepend(new("（不填）", string.Empty));

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        Id = id;
        await ShowAsync(ct);
        if (id is null)
            return Page();
        if (await AccountQuery.Inside(db, scope).SingleOrDefaultAsync(u => u.Id == id, ct) is not { } account)
            return NotFound();
        Input = new Form
        {
            Login = account.Login, Name = account.Name, Role = account.Role, Department = account.Department, Disabled = account.Disabled,
            Division = account.Division.ToString(CultureInfo.InvariantCulture),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken ct)
    {
        Id = id;
        await ShowAsync(ct);
        var account = id is null ? null : await AccountQuery.Inside(db, scope).SingleOrDefaultAsync(u => u.Id == id, ct);
        if (id is not null && account is null)
            return NotFound();
        var division = await CheckAsync(account, ct);
        if (!ModelState.IsValid)
            return Page();
        var hash = string.IsNullOrEmpty(Input.Password) ? null : hasher.HashPassword(Credentials.Nobody, Input.Password);
        var order = new AccountOrder(id, account?.Login ?? Input.Login, Input.Name.Trim(), Input.Role, division, Blank(Input.Department), Input.Disabled, hash);
        if (AccountAct.IsNeeded(account, order))
            return await AskAsync(order, ct);
        db.Act = user.Acts("修改账号", Blank(Input.Why));
        AccountAct.Apply(account!, order, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"账号 {account!.Login} 已保存。";
        return new SeeOtherResult("/users");
    }

    private async Task<IActionResult> AskAsync(AccountOrder order, CancellationToken ct)
    {
        if (Blank(Input.Why) is { } why)
        {
            var asked = await second.AskAsync(act, order, why, ct);
            if (asked.Refusal is null)
                return asked.Go(this);
            ModelState.AddModelError(string.Empty, asked.Refusal);
        }
        else
            ModelState.AddModelError("Input.Why", "新建账号、改角色、地区或部门、恢复停用的账号，要写明理由，由另一位安全管理员复核。");
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct) =>
        RoleChoices = [.. (await book.AllAsync(user.Division, ct)).Where(r => !r.Retired).Select(r => new SelectListItem(r.Title, r.Key))];

    private async Task<long> CheckAsync(User? account, CancellationToken ct)
    {
        if (RoleChoices.All(r => r.Value != Input.Role))
            ModelState.AddModelError("Input.Role", "请从列表里选择角色。");
        if (account is null && await db.Set<User>().AnyAsync(u => u.Login == Input.Login, ct))
            ModelState.AddModelError("Input.Login", $"账号 {Input.Login} 已经有人用了，请换一个。");
        if ((account is null || !string.IsNullOrEmpty(Input.Password)) && PassphraseRule.Refusal(Input.Password, Input.Login, Input.Name) is { } weak)
            ModelState.AddModelError("Input.Password", weak);
        if ((await book.FindAsync(Input.Role, user.Division, ct)).OneDepartment && Blank(Input.Department) is null)
            ModelState.AddModelError("Input.Department", "这个角色要选择所属部门。");
        if (account is not null && account.Id == user.Id)
            ModelState.AddModelError(string.Empty, "不能修改自己的账号，请另一位安全管理员办理；密码请在“我的账号”里改。");
        var number = DivisionText.Parse(Input.Division) ?? 0;
        if (!scope.Covers(number) || places.Find(number) is null)
            ModelState.AddModelError("Input.Division", $"地区代码“{Input.Division}”不存在，或不在您的地区之内。");
        return number;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
