using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Campaigns;

internal static class CampaignsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<CampaignDesk>();
        services.AddScoped<ObjectDesk>();
        services.AddScoped<ISheetWatcher>(s => s.GetRequiredService<ObjectDesk>());
        services.AddScoped<DailyReport>();
        services.AddScoped<ReportBook>();
        services.AddSingleton(new WorkTerm(CampaignDesk.WorkKind, null)); // campaigns end on a day of the calendar
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 19, "专项行动", "/campaigns", Permissions.CluesRead));
    }
}
