using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>A person changes the own password; other sessions end, this one goes on under a new number.</summary>
[Requires(Permissions.SignedIn), NeverKept]
internal sealed class PasswordPage(XianjieDb db, WriteGate gate, CurrentUser user, Credentials credentials, UserAccounts accounts, SessionDesk desk) : PageModel
{
    [BindProperty, Required(ErrorMessage = "请输入现在的密码。"), StringLength(200, ErrorMessage = "密码最多 128 个字。")]
    public string CurrentPassword { get; set; } = string.Empty;

    [BindProperty, Required(ErrorMessage = "请输入新密码。"), StringLength(1000, ErrorMessage = "密码最多 128 个字。")]
    public string NewPassword { get; set; } = string.Empty;

    public bool Given => user.Duty == Duty.Password;

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return Page();
        var (account, refusal, _) = await credentials.TryAsync(user.Login, CurrentPassword, ct);
        if (account is null)
        {
            ModelState.AddModelError(nameof(CurrentPassword), Credentials.IsWrong(refusal) ? "现在的密码不对。" : refusal!);
            return Page();
        }
        if (NewPassword == CurrentPassword)
            ModelState.AddModelError(nameof(NewPassword), "新密码和现在的一样，请换一句。");
        else if (PassphraseRule.Refusal(NewPassword, account.Login, account.Name) is { } weak)
            ModelState.AddModelError(nameof(NewPassword), weak);
        if (!ModelState.IsValid)
            return Page();
        using (await gate.EnterAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            account.PasswordGivenAt = null;
            db.Act = user.Acts("修改密码");
            var done = await accounts.ChangePasswordAsync(account, CurrentPassword, NewPassword);
            if (!done.Succeeded)
                throw new InvalidOperationException(string.Join('；', done.Errors.Select(e => e.Description)));
            await desk.RenewAsync(HttpContext, account, ct);
            await transaction.CommitAsync(CancellationToken.None);
        }
        TempData["Notice"] = "密码已修改，其他设备上的登录已退出。";
        return new SeeOtherResult("/account");
    }
}
