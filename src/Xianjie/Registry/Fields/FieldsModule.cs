using Microsoft.Extensions.DependencyInjection.Extensions;
using Xianjie.Screening;

namespace Xianjie.Registry.Fields;

/// <summary>The catalogue and the field map, which everything that knows a registry column asks.</summary>
internal sealed class FieldsModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(_ => Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")));
        services.AddSingleton<RegistryFields>();
    }

    public static void Map(WebApplication app)
    {
    }
}
