using Xianjie.Platform.Access;

namespace Xianjie.Platform.Web;

/// <summary>What every answer tells the browser: nothing from elsewhere, nothing inline, no frames, and nothing of a signed-in person kept.</summary>
internal static class SecurityHeaders
{
    private const string Permissions = "accelerometer=(), autoplay=(), camera=(self), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var policy = Policy(app.Services.GetRequiredService<Settings>().SignIn);
        // Set as the answer starts: an error that clears what was said before does not clear this
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() => Set(context, policy));
            return next(context);
        });
    }

    private static Task Set(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (context.RequestServices.GetRequiredService<CurrentUser>().IsSignedIn)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    /// <summary>A form that leads on to the government's single sign-on may go there, nowhere else.</summary>
    public static string Policy(SignInSettings settings)
    {
        var elsewhere = settings.SingleSignOn is { } provider ? " " + provider.Root.GetLeftPart(UriPartial.Authority) : string.Empty;
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
            + $"object-src 'none'; base-uri 'none'; form-action 'self'{elsewhere}; frame-ancestors 'none'";
    }
}
