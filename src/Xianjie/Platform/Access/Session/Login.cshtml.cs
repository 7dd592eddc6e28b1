using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session;

[AllowAnonymous]
internal sealed class LoginPage(Credentials credentials, AuditTrail trail, Settings settings) : PageModel
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
        var (user, refusal, known) = await credentials.TryAsync(Login.Trim(), Password, ct);
        // who mistypes may have typed a password here: an unknown account is written down sealed
        trail.Write(HttpContext, user is null ? AuditKind.登录失败 : AuditKind.登录, null, user is null ? "账号或密码不对，或已锁定、停用" : "登录", "users", known?.Id, known is null ? Login : null, known);
        if (user is null)
        {
            ModelState.AddModelError(string.Empty, refusal!);
            return Page();
        }
        await HttpContext.SignInAsync(CurrentUser.Principal(user));
        return new SeeOtherResult(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }

    private List<DemoAccount> ReadDemo() => settings.ShowDemoAccounts
        ? JsonSerializer.Deserialize<List<DemoAccount>>(System.IO.File.ReadAllText(Path.Combine(settings.DataFolder, "demo")), Web) ?? []
        : [];
}
