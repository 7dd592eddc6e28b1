using Xianjie.Platform.Jobs;

namespace Xianjie.Registry.Export;

internal sealed class ExportModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HouseholdSheet>();
        services.AddScoped<IJobHandler, ExportJob>();
    }

    public static void Map(WebApplication app)
    {
    }
}
