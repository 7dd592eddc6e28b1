using Xianjie.Platform.Access;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web.Menu;
using Xianjie.Reports.Own;
using Xianjie.Reports.Sources;
using Xianjie.Reports.Tables;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports;

/// <summary>报表: the tables that go up, and reports that people make themselves.</summary>
internal sealed class ReportsModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<RegistrySources>();
        services.AddScoped<SourceBook>();
        services.AddScoped<MeasureDesk>();
        services.AddSingleton<ShippedTables>();
        services.AddScoped<TemplateBook>();
        services.AddScoped<AskReader>();
        services.AddScoped<TemplateReader>();
        services.AddScoped<TableFigures>();
        services.AddScoped<TableDesk>();
        services.AddScoped<TableLife>();
        services.AddScoped<FigureRows>();
        services.AddScoped<OwnDesk>();
        services.AddScoped<OwnSheet>();
        services.AddScoped<IJobHandler, DrawJob>();
        services.AddScoped<IJobHandler, OwnJob>();
        services.AddSingleton<IDueWork, OwnSchedule>();
        services.AddSingleton<IDueWork, TableReminders>();
        services.AddSingleton(new WorkTerm(TableReminders.Kind, null)); // the day itself is reckoned in working days
        services.AddSingleton(new MenuEntry(MenuSection.Reports, 1, "上报报表", "/reports", Permissions.ReportsRead));
        services.AddSingleton(new WorkTerm(OwnJob.WorkKind, null));
        services.AddSingleton(new FinishedByWords(OwnJob.WorkKind));
        services.AddSingleton(new MenuEntry(MenuSection.Reports, 2, "自定义报表", "/reports/own", Permissions.ReportsRead));
        services.AddSingleton(new MenuEntry(MenuSection.Reports, 3, "报表模板", "/reports/templates", Permissions.ReportsRead));
    }

    public static void Map(WebApplication app)
    {
    }
}
