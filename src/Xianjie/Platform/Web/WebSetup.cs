using Microsoft.AspNetCore.HttpOverrides;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Health;

namespace Xianjie.Platform.Web;

internal static class WebSetup
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UsePlatform(this WebApplication app)
    {
        // A proxy on the same machine may say who asks; any other is not believed
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.UseExceptionHandler("/error");
        app.UseCorrelationId();
        app.UseOutage();
        app.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            return next(context);
        });
        app.UseMetricsGuard();
        app.UseResponseCompression();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseRateLimiter();
        var gate = app.Services.GetRequiredService<PageGate>();
        app.Use(next => context => gate.RunAsync(context, next));
        app.UseAuthentication();
        app.UseScope();
        app.UseAudit();
        app.UseAuthorization();
        app.UseUploadLimit();
        app.UseAntiforgery();
        app.MapRazorPages();
        Jobs.ShowPage.MapState(app);
        Files.DownloadsPage.MapDownload(app);
        Capture.CaptureSession.Map(app);
        app.MapHealth();
    }
}
