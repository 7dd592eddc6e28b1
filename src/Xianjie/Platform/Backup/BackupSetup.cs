using Xianjie.Platform.Access;
using Xianjie.Platform.Backup.Drills;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Backup;

internal static class BackupSetup
{
    public static void AddBackup(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<BackupService>();
        services.AddSingleton(_ => BackupPlan.From(settings));
        services.AddSingleton<SetMaker>();
        services.AddSingleton<SetReader>();
        services.AddSingleton<BackupTurns>();
        services.AddSingleton<BackupKeeper>();
        services.AddSingleton<BackupStatus>();
        services.AddSingleton<Drill>();
        services.AddScoped<IJobHandler, BackupJob>();
        services.AddScoped<IJobHandler, DrillJob>();
        services.AddSingleton<IDueWork, DrillNight>();
        services.AddSingleton<IDueWork, BackupWatch>();
        services.AddSingleton(new FinishedByWords(BackupWatch.Kind));
        services.AddSingleton(new MenuEntry(MenuSection.System, 8, "备份与演练", "/backups", Permissions.SystemManage));
    }
}
