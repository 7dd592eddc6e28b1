using Xianjie.Platform.Access;
using Xianjie.Platform.Process;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Removal;

internal static class RemovalSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<RemovalDesk>();
        services.AddScoped<RemovalMark>();
        services.AddSingleton(ProcessPaper.Of(RemovalProcess.Table));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 42, "风险消除", "/removals", Permissions.CasesRead));
    }
}
