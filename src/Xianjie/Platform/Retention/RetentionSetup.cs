using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Retention;

internal static class RetentionSetup
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<IRetained>(s => new RetainedFiles("导入的原始文件", ["import", "import-result"], s.GetRequiredService<FileStore>()));
        services.AddSingleton<IRetained>(s => new RetainedFiles("部门送数原件", ["delivery"], s.GetRequiredService<FileStore>()));
        services.AddSingleton<IRetained>(s => new RetainedFiles("错误清单", ["errors"], s.GetRequiredService<FileStore>()));
        services.AddSingleton<IRetained, RetainedReveals>();
        services.AddSingleton<IRetained, RetainedPrints>();
        services.AddSingleton<IRetained, RetainedJobs>();
        services.AddSingleton<IDueWork, RetentionNight>();
        services.AddDangerousAct<DeleteAct>();
        services.AddSingleton(new MenuEntry(MenuSection.System, 6, "到期数据", "/retention", Permissions.RetentionRead));
    }
}
