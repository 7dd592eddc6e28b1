using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Access.SingleSignOn;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

[AllowAnonymous, NeverKept]
internal sealed class LoginPage(Credentials credentials, SignInEnd end, SignInLimits limits, AuditTrail trail, Settings settings) : PageModel
{
    /// <summary>One line of the demo marker file; <c>Password</c> stands only there, never for real accounts.</summary>
    public sealed record DemoAccount(string Login, string Name, string Role, string Area, string? Password = null);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [BindProperty, Required(ErrorMessage = "请输入账号。"), StringLength(60, ErrorMessage = "账号最多 60 个字。")]
    public string Login { get; set; } = string.Empty;

    [BindProperty, Required(ErrorMessage = "请输入密码。"), StringLength(200, ErrorMessage = "密码最多 200 个字。")]
    public string Password { get; set; } = string.Empty;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why someone who was signed in stands here.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Why { get; set; }

    /// <summary>A form was put aside.</summary>
    public bool Kept => Request.Query["kept"] == "1";
    public string? WhyWords => SessionEnds.Words(Why) ?? SsoWords.Of(Why);
    public string? SingleSignOn => settings.SignIn.SingleSignOn?.Title;
    public bool SecondFactorForced => settings.SecondFactorForced;
    public IReadOnlyList<DemoAccount> Demo { get; private set; } = [];
    public string DemoPassword => Demo.Count > 0 ? Demo[0].Password ?? string.Empty : string.Empty;

    public void OnGet(string? @as)
    {
        Demo = ReadDemo();
        if (Demo.FirstOrDefault(d => d.Login == @as) is { } chosen)
            (Login, Password) = (chosen.Login, chosen.Password ?? string.Empty);
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Demo = ReadDemo();
        if (!ModelState.IsValid)
            return Page();
        if (limits.Wait(HttpContext, Login.Trim()) is { } wait)
        {
            trail.Write(HttpContext, AuditKind.登录失败, null, "登录过于频繁", "users", null, Login);
            SignInLimits.Refuse(HttpContext, wait);
            return new EmptyResult();
        }
        var (user, refusal, known) = await credentials.TryAsync(Login.Trim(), Password, ct);
        if (user is not null)
            return new SeeOtherResult(await end.AfterFirstAsync(HttpContext, user, "密码", LocalReturn, ct));
        // who mistypes may have typed a password here: an unknown account is written down sealed
        trail.Write(HttpContext, AuditKind.登录失败, null, "账号或密码不对，或已锁定、停用", "users", known?.Id, known is null ? Login : null, known);
        ModelState.AddModelError(string.Empty, refusal!);
        return Page();
    }

    [OwnTransaction]
    public IActionResult OnPostSingleSignOn() => SingleSignOn is null ? NotFound()
        : new ChallengeResult(OidcHandler.SchemeName, new AuthenticationProperties { RedirectUri = LocalReturn ?? "/" });

    private string? LocalReturn => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null;

    private List<DemoAccount> ReadDemo() => settings.ShowDemoAccounts
        ? JsonSerializer.Deserialize<List<DemoAccount>>(System.IO.File.ReadAllText(Path.Combine(settings.DataFolder, "demo")), Web) ?? []
        : [];
}
