using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;
using Xianjie.Statistics.Income;
using Xianjie.Statistics.Multidimensional;

namespace Xianjie.Statistics;

/// <summary>贫困与不平等统计: measures of the literature over the register and over surveys.</summary>
internal sealed class StatisticsModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IncomeRows>();
        services.AddSingleton<MeasureBook>();
        services.AddScoped<SurveyRows>();
        services.AddSingleton(new MenuEntry(MenuSection.Reports, 30, "收入分配统计", "/statistics/income", Permissions.HouseholdsRead));
        services.AddSingleton(new MenuEntry(MenuSection.Reports, 31, "多维贫困指数", "/statistics/multidimensional", Permissions.LedgersRead));
    }

    public static void Map(WebApplication app)
    {
        // Pages only
    }
}
