using Xianjie.Monitoring.Indicators.Loans;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Indicators;

internal static class IndicatorsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IndicatorBook>();
        services.AddSingleton<IndicatorCache>();
        services.AddScoped<IndicatorReader>();
        services.AddScoped<IIndicatorSource, RiskIndicators>();
        services.AddScoped<IIndicatorSource, ProcessIndicators>();
        services.AddScoped<IIndicatorSource, RegistryIndicators>();
        services.AddScoped<IIndicatorSource, SteadyIndicator>();
        services.AddScoped<IIndicatorSource, LabourIndicators>();
        services.AddScoped<IIndicatorSource, WorkIndicators>();
        services.AddScoped<IIndicatorSource, LoanIndicators>();
        services.AddScoped<IIndicatorSource, GapIndicators>();
        services.AddScoped<IIndicatorSource, AlertIndicators>();
        services.AddSingleton<LoanLedger>();
        services.AddScoped<IndicatorRows>();
        services.AddScoped<IJobHandler, SnapshotJob>();
        services.AddSingleton<IDueWork, SnapshotSchedule>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 50, "监测指标", "/indicators", Permissions.HouseholdsRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 51, "红线预警", "/indicators/alerts", Permissions.Overview));
    }
}
