using Xianjie.Registry.Counts;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Registry;

/// <summary>户 and 成员: the registry that everything else refers to.</summary>
internal sealed class RegistryModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CountCache>();
        services.AddScoped<HouseholdCounts>();
        services.AddScoped<HouseholdBook>();
        services.AddScoped<Undo>();
    }

    public static void Map(WebApplication app) => _ = app;
}
