using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

/// <summary>Shows the password (and the code) once more before something sensitive.</summary>
[Requires(Permissions.SignedIn), NeverKept]
internal sealed class ProvePage(XianjieDb db, SessionBook book, CurrentUser user, Credentials credentials, SecondFactorCheck check, KeptFormDesk kept, SignInLimits limits, AuditTrail trail) : PageModel
{
    [BindProperty, Required(ErrorMessage = "请输入密码。"), StringLength(200, ErrorMessage = "密码最多 128 个字。")]
    public string Password { get; set; } = string.Empty;

    [BindProperty, StringLength(40, ErrorMessage = "动态码是 6 位数字。")]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool NeedsCode { get; private set; }
    public bool Kept => Request.Query["kept"] == "1";

    public async Task OnGetAsync(CancellationToken ct) => NeedsCode = await db.Set<User>().AnyAsync(u => u.Id == user.Id && u.SecondFactorAt != null, ct);

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        if (NeedsCode && string.IsNullOrWhiteSpace(Code))
            ModelState.AddModelError(nameof(Code), "请输入手机上的动态码。");
        if (!ModelState.IsValid)
            return Page();
        if (limits.Wait(HttpContext, user.Login) is { } wait)
        {
            SignInLimits.Refuse(HttpContext, wait);
            return new EmptyResult();
        }
        var (account, refusal, _) = await credentials.TryAsync(user.Login, Password, ct);
        if (account is not null && NeedsCode)
            refusal = await check.RefusalAsync(account, Code!, ct);
        if (refusal is not null || account is null)
        {
            trail.Write(HttpContext, AuditKind.登录失败, user, "再次确认本人没有通过", "users", user.Id);
            ModelState.AddModelError(string.Empty, refusal!);
            return Page();
        }
        await book.ProveAsync(db, user.SessionId, ct);
        trail.Write(HttpContext, AuditKind.登录, user, "再次确认本人", "users", user.Id);
        return new SeeOtherResult(await kept.NextAsync(HttpContext, account, Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null, ct));
    }
}
