using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Capture;

internal static class CaptureSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IFieldWork, ClueTasks>();
        services.AddScoped<IFieldWork, SurveyTasks>();
        services.AddScoped<IFieldWork, VisitTasks>();
        services.AddSingleton(new MenuEntry(MenuSection.Home, 3, "我的采集", "/capture", Permissions.CasesVisit));
    }
}
