using Xianjie.Monitoring.Cases.Figures;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Cases;

internal static class CasesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<CaseDesk>();
        services.AddScoped<PaperDesk>();
        services.AddScoped<ComparisonDesk>();
        services.AddScoped<CaseSheets>();
        services.AddScoped<IFigures, CaseFigures>();
        services.AddScoped<IHouseholdTab, CaseTab>();
        services.AddSingleton(new WorkTerm(CaseProcess.Name, Deadlines.TotalCalendar));
        services.AddSingleton(ProcessPaper.Of(CaseProcess.Table));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 30, "认定", "/cases", Permissions.CasesRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 31, "公示", "/notices", Permissions.CasesRead));
    }
}
