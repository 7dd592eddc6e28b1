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

/// <summary>A person's own second factor: on with a code of the phone, off only with password and code; recovery codes are shown once.</summary>
[Requires(Permissions.SignedIn), FreshProof, NeverKept]
internal sealed class SecondFactorPage(XianjieDb db, WriteGate gate, CurrentUser user, UserAccounts accounts, Credentials credentials, SecondFactorCheck check, SessionDesk desk, SignInLimits limits, Settings settings) : PageModel
{
    private const int RecoveryCodes = 10;

    [BindProperty, Required(ErrorMessage = "请输入动态码。"), StringLength(40, ErrorMessage = "动态码是 6 位数字，恢复码是 24 个字母和数字。")]
    public string Code { get; set; } = string.Empty;

    [BindProperty, StringLength(200, ErrorMessage = "密码最多 128 个字。")]
    public string? Password { get; set; }

    public DateTimeOffset? Since { get; private set; }
    public bool Must { get; private set; }
    public int Left { get; private set; }
    public string Key { get; private set; } = string.Empty;
    public Qr Image { get; private set; } = new(0, string.Empty);
    public IReadOnlyList<string> Codes { get; private set; } = [];
    public string Done { get; private set; } = string.Empty;

    public async Task OnGetAsync(CancellationToken ct) => await ShowAsync(await AccountAsync(ct), ct);

    [OwnTransaction]
    public async Task<IActionResult> OnPostOnAsync(CancellationToken ct)
    {
        if (IsSlowed())
            return new EmptyResult();
        var account = await AccountAsync(ct);
        if (ModelState.IsValid && account.SecondFactorAt is null && await check.RefusalAsync(account, Code, ct) is { } refusal)
            ModelState.AddModelError(nameof(Code), refusal);
        if (account.SecondFactorAt is not null || !ModelState.IsValid)
            return await AgainAsync(account, ct);
        return await ChangeAsync(account, "开通二次验证", "二次验证已开通。下次登录时，输入密码后再输入手机上的动态码。", on: true, ct);
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostCodesAsync(CancellationToken ct)
    {
        if (IsSlowed())
            return new EmptyResult();
        var account = await AccountAsync(ct);
        return await IsProvedAsync(account, ct) ? await ChangeAsync(account, "换一组恢复码", "恢复码已换，原来的全部作废。", on: true, ct) : await AgainAsync(account, ct);
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostOffAsync(CancellationToken ct)
    {
        if (IsSlowed())
            return new EmptyResult();
        var account = await AccountAsync(ct);
        if (!await IsProvedAsync(account, ct))
            return await AgainAsync(account, ct);
        await ChangeAsync(account, "关闭二次验证", string.Empty, on: false, ct);
        TempData["Notice"] = "二次验证已关闭，其他设备上的登录已退出。";
        return new SeeOtherResult(Duties.SecondFactorPath);
    }

    private async Task<bool> IsProvedAsync(User account, CancellationToken ct)
    {
        if (account.SecondFactorAt is null || !ModelState.IsValid)
            return false;
        var (known, refusal, _) = await credentials.TryAsync(user.Login, Password ?? string.Empty, ct);
        if (known is null)
            ModelState.AddModelError(nameof(Password), Credentials.IsWrong(refusal) ? "密码不对。" : refusal!);
        else if (await check.RefusalAsync(known, Code, ct) is { } wrong)
            ModelState.AddModelError(nameof(Code), wrong);
        return ModelState.IsValid;
    }

    private bool IsSlowed()
    {
        if (limits.Wait(HttpContext, user.Login) is not { } wait)
            return false;
        SignInLimits.Refuse(HttpContext, wait);
        return true;
    }

    /// <summary>One transaction: the change, the end of the other sessions, and this browser's new one.</summary>
    private async Task<IActionResult> ChangeAsync(User account, string what, string words, bool on, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Act = user.Acts(what);
        if (account.SecondFactorAt is null != !on)
            await accounts.SetTwoFactorEnabledAsync(account, on);
        else
            await accounts.UpdateSecurityStampAsync(account);
        Codes = on ? [.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!] : [];
        await desk.RenewAsync(HttpContext, account, ct);
        await transaction.CommitAsync(CancellationToken.None);
        Done = words;
        return Page();
    }

    private Task<User> AccountAsync(CancellationToken ct) => db.Set<User>().SingleAsync(u => u.Id == user.Id, ct);

    private async Task<IActionResult> AgainAsync(User account, CancellationToken ct)
    {
        await ShowAsync(account, ct);
        return Page();
    }

    private async Task ShowAsync(User account, CancellationToken ct)
    {
        (Since, Must) = (account.SecondFactorAt, settings.SecondFactorForced && Duties.NeedsSecondFactor(user.Role));
        Left = await accounts.CountRecoveryCodesAsync(account);
        if (Since is not null)
            return;
        if (account.AuthenticatorKeySealed is null)
        {
            using var turn = await gate.EnterAsync(ct);
            db.Act = user.Acts("准备开通二次验证");
            await accounts.PrepareKeyAsync(account);
        }
        var key = (await accounts.GetAuthenticatorKeyAsync(account))!;
        (Key, Image) = (string.Join(' ', key.Chunk(4).Select(group => new string(group))), Qr.Of(TotpAddress.Of(account.Login, key)));
    }
}
