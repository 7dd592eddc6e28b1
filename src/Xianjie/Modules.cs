using Xianjie.Monitoring;
using Xianjie.Overview;
using Xianjie.Platform;
using Xianjie.Registry;
using Xianjie.Registry.Export;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Import;

namespace Xianjie;

/// <summary>A module registers its services and maps its endpoints; nothing else calls into it.</summary>
internal interface IModule
{
    static abstract void Add(IServiceCollection services);
    static abstract void Map(WebApplication app);
}

/// <summary>The modules of the product, in the order of the menu.</summary>
internal static class Modules
{
    public static void Add(IServiceCollection services, Settings settings)
    {
        services.AddPlatform(settings);
        OverviewModule.Add(services);
        FieldsModule.Add(services);
        RegistryModule.Add(services);
        MonitoringModule.Add(services);
        SocialRelief.ReliefModule.Add(services);
        Statistics.StatisticsModule.Add(services);
        ImportModule.Add(services);
        Comparison.ComparisonModule.Add(services);
        ExportModule.Add(services);
        Ledgers.LedgersModule.Add(services);
        Reports.ReportsModule.Add(services);
        Demo.Steps.StepsModule.Add(services);
    }

    public static void Map(WebApplication app)
    {
        OverviewModule.Map(app);
        RegistryModule.Map(app);
        MonitoringModule.Map(app);
        SocialRelief.ReliefModule.Map(app);
        ImportModule.Map(app);
        Comparison.ComparisonModule.Map(app);
        Ledgers.LedgersModule.Map(app);
        Reports.ReportsModule.Map(app);
    }
}
