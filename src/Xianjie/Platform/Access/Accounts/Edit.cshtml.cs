using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>Makes or changes one account. Every change ends the account's sessions.</summary>
[Requires(Permissions.UsersManage), FreshProof]
internal sealed class EditPage(XianjieDb db, Scope scope, CurrentUser user, Places places, Departments departments, TimeProvider time) : PageModel
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
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public Guid? Id { get; private set; }
    public IEnumerable<SelectListItem> RoleChoices => Roles.All.Values.Select(r => new SelectListItem(r.Title, r.Key));
    public IEnumerable<SelectListItem> DepartmentChoices => departments.Names.Select(d => new SelectListItem(d, d)).Prepend(new("（不填）", string.Empty));

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        Id = id;
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
        var account = id is null ? null : await AccountQuery.Inside(db, scope).SingleOrDefaultAsync(u => u.Id == id, ct);
        if (id is not null && account is null)
            return NotFound();
        var division = await CheckAsync(account, ct);
        if (!ModelState.IsValid)
            return Page();
        db.Act = user.Acts(account is null ? "新建账号" : "修改账号");
        if (account is null)
        {
            var fresh = Credentials.Fresh(Input.Login, Input.Name.Trim(), Input.Role, division, Input.Password!, Blank(Input.Department));
            fresh.PasswordGivenAt = time.GetUtcNow();
            db.Add(fresh);
        }
        else
            Apply(account, division);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"账号 {Input.Login} 已保存。";
        return new SeeOtherResult("/users");
    }

    private void Apply(User account, long division)
    {
        (account.Name, account.Role, account.Division, account.Department, account.Disabled) = (Input.Name.Trim(), Input.Role, division, Blank(Input.Department), Input.Disabled);
        account.Stamp = Guid.CreateVersion7();
        if (string.IsNullOrEmpty(Input.Password))
            return;
        account.PasswordHash = Credentials.Fresh(account.Login, account.Name, account.Role, division, Input.Password).PasswordHash;
        account.PasswordGivenAt = account.Id == user.Id ? null : time.GetUtcNow();
        account.Unlock();
    }

    private async Task<long> CheckAsync(User? account, CancellationToken ct)
    {
        if (!Roles.All.ContainsKey(Input.Role))
            ModelState.AddModelError("Input.Role", "请从列表里选择角色。");
        if (account is null && await db.Set<User>().AnyAsync(u => u.Login == Input.Login, ct))
            ModelState.AddModelError("Input.Login", $"账号 {Input.Login} 已经有人用了，请换一个。");
        if ((account is null || !string.IsNullOrEmpty(Input.Password)) && PassphraseRule.Refusal(Input.Password, Input.Login, Input.Name) is { } weak)
            ModelState.AddModelError("Input.Password", weak);
        if (Input.Role == Roles.Department && Blank(Input.Department) is null)
            ModelState.AddModelError("Input.Department", "部门联络员要选择所属部门。");
        if (account is not null && account.Id == user.Id && Input.Role != account.Role)
            ModelState.AddModelError("Input.Role", "不能修改自己的角色，请另一位安全管理员办理。");
        var known = DivisionCode.TryParse(Input.Division, null, out var code);
        var number = known ? long.Parse(code.ToString(), CultureInfo.InvariantCulture) : 0;
        if (!known || !scope.Covers(number) || places.Find(number) is null)
            ModelState.AddModelError("Input.Division", $"地区代码“{Input.Division}”不存在，或不在您的地区之内。");
        return number;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
