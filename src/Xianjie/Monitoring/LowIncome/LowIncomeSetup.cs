using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.LowIncome;

/// <summary>低收入人口衔接: what the civil affairs office supports beside what is monitored.</summary>
internal static class LowIncomeSetup
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 44, "低收入人口", "/low-income", Permissions.HouseholdsRead));
}
