using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

/// <summary>The second step of signing in: the code of the phone, or a recovery code.</summary>
[AllowAnonymous, NeverKept]
internal sealed class CodePage(SignInStep step, SecondFactorCheck check, SignInEnd end, SignInLimits limits, AuditTrail trail) : PageModel
{
    [BindProperty, Required(ErrorMessage = "请输入动态码。"), StringLength(40, ErrorMessage = "动态码是 6 位数字，恢复码是 24 个字母和数字。")]
    public string Code { get; set; } = string.Empty;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string Name { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await step.FindAsync(HttpContext, ct) is not { } waiting)
            return new SeeOtherResult("/login");
        Name = waiting.User.Name;
        return Page();
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await step.FindAsync(HttpContext, ct) is not { } waiting)
            return new SeeOtherResult("/login");
        var (user, method) = waiting;
        Name = user.Name;
        if (!ModelState.IsValid)
            return Page();
        if (limits.Wait(HttpContext, user.Login) is { } wait)
        {
            SignInLimits.Refuse(HttpContext, wait);
            return new EmptyResult();
        }
        if (await check.RefusalAsync(user, Code, ct) is { } refusal)
        {
            trail.Write(HttpContext, AuditKind.登录失败, null, "动态码不对、已用过，或账号已锁定", "users", user.Id, null, user);
            ModelState.AddModelError(nameof(Code), refusal);
            return Page();
        }
        return new SeeOtherResult(await end.OpenAsync(HttpContext, user, method + "、动态码", Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null, ct));
    }
}
