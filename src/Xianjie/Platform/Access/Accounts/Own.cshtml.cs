using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>A person changes the own password; other sessions end, this one goes on.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class OwnPage(XianjieDb db, CurrentUser user) : PageModel
{
    [BindProperty, Required(ErrorMessage = "请输入现在的密码。")]
    public string Current { get; set; } = string.Empty;

    [BindProperty, Required(ErrorMessage = "请输入新密码。"), MinLength(10, ErrorMessage = "新密码至少 10 个字。"), StringLength(200, ErrorMessage = "新密码最多 200 个字。")]
    public string Fresh { get; set; } = string.Empty;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return Page();
        var account = await db.Set<User>().SingleAsync(u => u.Id == user.Id, ct);
        if (!Credentials.Matches(account, Current))
        {
            ModelState.AddModelError(nameof(Current), "现在的密码不对。");
            return Page();
        }
        account.PasswordHash = Credentials.Fresh(account.Login, account.Name, account.Role, account.Division, Fresh).PasswordHash;
        account.Stamp = Guid.CreateVersion7();
        db.Act = user.Acts("修改密码");
        await db.SaveChangesAsync(ct);
        await HttpContext.SignInAsync(CurrentUser.Principal(account));
        TempData["Notice"] = "密码已修改，其他设备上的登录已退出。";
        return new SeeOtherResult("/account");
    }
}
