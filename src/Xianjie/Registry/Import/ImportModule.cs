using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Registry.Import;

internal sealed class ImportModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ImportRun>();
        services.AddSingleton<ImportFiles>();
        services.AddSingleton<DiskImport>();
        services.AddScoped<ImportDesk>();
        services.AddDangerousAct<ImportUndoAct>();
        services.AddScoped<IJobHandler, ImportJob>();
        services.AddScoped<IJobHandler, ImportUndoJob>();
        services.AddSingleton(new MenuEntry(MenuSection.Registers, 20, "数据导入", "/households/import", Permissions.HouseholdsImport));
    }

    public static void Map(WebApplication app) => ImportDownload.Map(app);
}
