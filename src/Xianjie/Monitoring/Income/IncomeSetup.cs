using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Income;

internal static class IncomeSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IncomeBook>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 51, "人均纯收入", "/income", Permissions.HouseholdsRead));
    }
}
