using Microsoft.AspNetCore.Antiforgery;
using Xianjie.Platform.Access;

namespace Xianjie.Platform.Capture;

/// <summary>Who is signed in on this phone, and a fresh form token: asked before the outbox is sent. 401 where the sign-in has expired.</summary>
internal static class CaptureSession
{
    public static void Map(WebApplication app) => app.MapGet("/capture/session", (HttpContext context, IAntiforgery forms, CurrentUser user) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { login = user.Login, token = forms.GetAndStoreTokens(context).RequestToken });
    }).WithMetadata(new RequiresAttribute(Permissions.SignedIn));
}
