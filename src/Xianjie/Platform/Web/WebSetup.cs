using Microsoft.AspNetCore.HttpOverrides;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Health;

namespace Xianjie.Platform.Web;

internal static class WebSetup
{
    public static void UsePlatform(this WebApplication app)
    {
        // A proxy on the same machine may say who asks; any other is not believed
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.UseCorrelationId();
        app.UseHostCookies();
        app.UseSecurityHeaders();
        app.UseKnownMethods();
        app.UseExceptionHandler("/error");
        app.UseOutage();
        app.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        app.UseMetricsGuard();
        app.UseResponseCompression();
        app.UseStaticFiles();
        app.UseRouting();
        app.UsePublicLimits();
        var gate = app.Services.GetRequiredService<PageGate>();
        app.Use(next => context => gate.RunAsync(context, next));
        app.UseAuthentication();
        app.UseScope();
        app.UseAudit();
        app.UseUserLimits();
        app.UseDuties();
        app.UseAuthorization();
        app.UseUploadLimit();
        app.UseKeptForms();
        app.UseAntiforgery();
        app.MapRazorPages();
        Jobs.ShowPage.MapState(app);
        Files.DownloadsPage.MapDownload(app);
        Capture.CaptureSession.Map(app);
        SessionEnds.Map(app);
        app.MapHealth();
    }
}
