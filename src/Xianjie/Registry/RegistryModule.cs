using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Record;
using Xianjie.Registry.Households.Structure;
using Xianjie.Registry.Search;

namespace Xianjie.Registry;

/// <summary>户 and 成员: the registry that everything else refers to.</summary>
internal sealed class RegistryModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CountCache>();
        services.AddScoped<HouseholdCounts>();
        services.AddScoped<IFigures, HouseholdFigures>();
        services.AddScoped<HouseholdBook>();
        services.AddSingleton<Platform.Retention.IRetained, People.RetainedPeople>();
        services.AddScoped<Platform.Audit.IRecordFinder, HouseholdFinder>();
        services.AddScoped<Undo>();
        services.AddDangerousAct<MergeAct>();
        services.AddDangerousAct<DissolveAct>();
        services.AddDangerousAct<UndoAct>();
        services.AddScoped<HouseholdPages>();
        services.AddScoped<PeopleFinder>();
        services.AddScoped<HouseholdPhotos>();
        services.AddScoped<Sources>();
        services.AddScoped<ChangeWords>();
        services.AddSingleton(new MenuEntry(MenuSection.Villages, 1, "行政村信息", "/villages", Permissions.HouseholdsRead, ByFieldClass: true));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 1, "农户名册", "/households", Permissions.HouseholdsRead, ByFieldClass: true));
    }

    public static void Map(WebApplication app) => FileDownload.Map(app);
}
