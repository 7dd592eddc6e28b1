using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.SingleSignOn;

/// <summary>What the sign-in page says when single sign-on did not lead in.</summary>
internal static class SsoWords
{
    public const string Denied = "sso-denied", Late = "sso-late", Token = "sso-token", Away = "sso-away", Unlinked = "sso-unlinked";

    public static string? Of(string? why) => why switch
    {
        Denied => "统一身份认证没有同意登录，或者您在那边取消了。可以再试，或用账号密码登录。",
        Late => "这次统一身份登录已过期或已经用过，请从本页重新开始。",
        Token => "统一身份认证返回的内容没有通过核验，没有登录。请再试；仍不行请告诉系统管理员。",
        Away => "统一身份认证现在连不上，请用账号密码登录，并告诉系统管理员。",
        Unlinked => "您的统一身份还没有关联到本系统的账号，或账号已停用。请先用账号密码登录，在“我的账号”里关联；没有账号请找安全管理员。",
        _ => null,
    };
}

/// <summary>From a proven subject to the account that it was linked to, or to the account that is being linked.</summary>
internal sealed partial class SsoSignIn(XianjieDb db, WriteGate gate, UserAccounts accounts, SignInEnd end, AuditTrail trail, OidcSettings settings, TimeProvider time)
{
    /// <summary>In the sealed state: who, signed in already, asked for the link.</summary>
    public const string LinkItem = "link";

    /// <returns>Where to go.</returns>
    public async Task<string> FinishAsync(HttpContext context, string subject, AuthenticationProperties about, CancellationToken ct)
    {
        if (about.Items.TryGetValue(LinkItem, out var asked))
            return await LinkAsync(context, subject, asked, ct);
        var user = await accounts.FindByLoginAsync(settings.Authority, subject);
        if (user is null || user.Disabled || Credentials.Locked(user.LockedUntil, time.GetUtcNow()) is not null)
        {
            trail.Write(context, AuditKind.登录失败, null, "统一身份没有关联账号，或账号已锁定、停用", "users", user?.Id, null, user);
            return "/login?why=" + SsoWords.Unlinked;
        }
        return await end.AfterFirstAsync(context, user, "统一身份认证", Local(about.RedirectUri), ct);
    }

    /// <summary>Only in the browser in which the person is signed in, and for the same person.</summary>
    private async Task<string> LinkAsync(HttpContext context, string subject, string? asked, CancellationToken ct)
    {
        var here = await context.AuthenticateAsync();
        if (!here.Succeeded || here.Principal.FindFirst(CurrentUser.IdClaim)?.Value != asked || await accounts.FindByIdAsync(asked ?? string.Empty) is not { } user)
            return "/login?why=" + SsoWords.Late;
        if (await accounts.FindByLoginAsync(settings.Authority, subject) is { } taken)
            return taken.Id == user.Id ? "/account" : "/login?why=" + SsoWords.Unlinked;
        using (await gate.EnterAsync(ct))
        {
            db.Act = new($"{user.Name}（{user.Login}）", "关联统一身份");
            await accounts.AddLoginAsync(user, new UserLoginInfo(settings.Authority, subject, settings.Title));
        }
        return "/account";
    }

    private static string? Local(string? path) => path is { Length: > 0 } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) ? path : null;

    public static string Back(HttpRequest request, string why) => $"{request.PathBase}/login?why={why}";

    public static void Note(ILogger log, Exception? error) => Refused(log, error?.InnerException?.GetType().Name ?? error?.GetType().Name ?? "?", error is SsoRefusedException ? error.Message : "The answer was refused.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Single sign-on refused ({Kind}): {About}")]
    private static partial void Refused(ILogger log, string kind, string about);
}
