using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Extensions;
using Xianjie.Platform.Access.Session.KeptForms;

namespace Xianjie.Platform.Access.Session;

/// <summary>What a browser is told when its session is over, and before that.</summary>
internal static class SessionEnds
{
    public const string LeftPath = "/session/left", AlivePath = "/session/alive";

    public static string? Words(string? why) => why switch
    {
        nameof(SessionEnd.闲置超时) => "您有一段时间没有操作，为了安全已自动退出，请重新登录。",
        nameof(SessionEnd.到时退出) => "这次登录已到最长时间，请重新登录。",
        nameof(SessionEnd.账号变更) => "您的账号或密码有变更，请重新登录。",
        nameof(SessionEnd.管理员退出) => "安全管理员结束了您的登录，请重新登录；有疑问请联系安全管理员。",
        nameof(SessionEnd.登录过多) => "您的账号在别的设备上登录过多，这里的登录已结束，请重新登录。",
        nameof(SessionEnd.本人退出其他登录) => "您在别的设备上结束了这里的登录，请重新登录。",
        nameof(SessionEnd.退出) => "您已在另一个窗口退出登录，请重新登录。",
        _ => null,
    };

    /// <summary>Parts of pages get 401, so that the page with what was typed stays; a posted form is put aside until its owner has signed in again.</summary>
    public static async Task AskAsync(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        var context = redirect.HttpContext;
        if (IsPart(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var ended = context.Features.Get<EndedSession>();
        var page = KeptFormDesk.PageOf(context.Request);
        var kept = ended is not null && HttpMethods.IsPost(context.Request.Method)
            && await context.RequestServices.GetRequiredService<KeptFormDesk>().KeepAsync(context, ended.User, context.RequestAborted);
        var query = new Dictionary<string, string?> { ["ReturnUrl"] = page };
        if (ended is not null)
            query["why"] = ended.Why.ToString();
        if (kept)
            query["kept"] = "1";
        var request = context.Request;
        context.Response.Redirect(UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, "/login", QueryString.Create(query)));
    }

    public static bool IsPart(HttpRequest request) => request.Headers.ContainsKey("HX-Request") || request.Headers.XRequestedWith == "XMLHttpRequest";

    public static void Map(WebApplication app)
    {
        // How many seconds are left without a further request: another window may have made some
        app.MapGet(LeftPath, (CurrentUser user, SessionBook book, TimeProvider time, Settings settings) =>
            Results.Json(new { left = Left(user, book, time, settings) })).WithMetadata(new RequiresAttribute(Permissions.SignedIn));
        app.MapGet(AlivePath, (CurrentUser user, SessionBook book, TimeProvider time, Settings settings) =>
            Results.Json(new { left = Left(user, book, time, settings) })).WithMetadata(new RequiresAttribute(Permissions.SignedIn));
        app.MapGet("/session/kept/{id:guid}", KeptFormDesk.FieldsAsync).WithMetadata(new RequiresAttribute(Permissions.SignedIn));
        app.MapGet("/session/kept/{id:guid}/{file:int}", KeptFormDesk.FileAsync).WithMetadata(new RequiresAttribute(Permissions.SignedIn));
    }

    private static int Left(CurrentUser user, SessionBook book, TimeProvider time, Settings settings)
    {
        var (now, opened) = (time.GetUtcNow(), user.SessionOpenedAt);
        var idle = settings.SignIn.Idle - (now - book.SeenAt(user.SessionId, user.SeenAt));
        var whole = settings.SignIn.Absolute - (now - opened);
        return (int)Math.Max(0, Math.Min(idle.TotalSeconds, whole.TotalSeconds));
    }
}
