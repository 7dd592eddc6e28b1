using Xianjie.Platform.Access;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Removal;

internal static class RemovalSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<RemovalDesk>();
        services.AddScoped<RemovalMark>();
        services.AddSingleton(new WorkTerm(RemovalDesk.WorkKind, null)); // every step is due in calendar days
        services.AddSingleton(ProcessPaper.Of(RemovalProcess.Table));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 42, "风险消除", "/removals", Permissions.CasesRead));
    }
}
