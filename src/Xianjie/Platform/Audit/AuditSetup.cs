using Xianjie.Platform.Access;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Audit;

internal static class AuditSetup
{
    public static void AddAudit(this IServiceCollection services, Settings settings)
    {
        Digest.Choose(settings.AuditHash);
        services.AddSingleton<Anchors>();
        services.AddSingleton<AuditJournal>();
        services.AddSingleton<AuditChain>();
        services.AddHostedService(s => s.GetRequiredService<AuditChain>());
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditNames>();
        services.AddSingleton<AuditCheck>();
        services.AddScoped<IJobHandler, AuditCheckJob>();
        services.AddSingleton<IDueWork, AuditNight>();
        services.AddSingleton<IDueWork, Alerts.AuditAlerts>();
        services.AddSingleton(new FinishedByWords(Alerts.AuditAlerts.Kind));
        services.AddSingleton(new MenuEntry(MenuSection.System, 2, "审计记录", "/audit", Permissions.AuditRead));
        services.AddSingleton(new MenuEntry(MenuSection.System, 3, "审计核验", "/audit/chain", Permissions.AuditRead));
    }

    /// <summary>After it is known who asks, and before anything may refuse.</summary>
    public static void UseAudit(this WebApplication app)
    {
        var trail = app.Services.GetRequiredService<AuditTrail>();
        app.Use(next => context => trail.RunAsync(context, next));
    }
}
