using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.History;

internal static class HistorySetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HistoryFile>();
        services.AddScoped<HistoryDesk>();
        services.AddSingleton(new MenuEntry(MenuSection.Registers, 5, "历史脱贫人口底册", "/history", Permissions.HouseholdsRead));
    }
}
