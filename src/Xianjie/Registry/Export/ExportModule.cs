using Xianjie.Platform.Jobs;
using Xianjie.Registry.Fields;

namespace Xianjie.Registry.Export;

internal sealed class ExportModule : IModule
{
    /// <summary>What can be exported with all its fields, by the word that addresses and verbs use.</summary>
    public static IReadOnlyDictionary<string, string> Facts { get; } = new Dictionary<string, string>
    {
        ["full"] = RegistryFields.Household, ["members"] = RegistryFields.Member, ["incomes"] = RegistryFields.Income, ["living"] = RegistryFields.Living, ["measures"] = RegistryFields.Measure,
        ["monitoring"] = RegistryFields.MonitorIncome, ["safeguards"] = RegistryFields.Safeguard,
    };

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<FactSheet>();
        services.AddSingleton<HouseholdSheet>();
        services.AddScoped<IJobHandler, ExportJob>();
    }

    public static void Map(WebApplication app)
    {
    }
}
