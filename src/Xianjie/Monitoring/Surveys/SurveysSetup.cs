using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Surveys;

internal static class SurveysSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SurveyForms>();
        services.AddScoped<Coverage>();
        services.AddScoped<SurveyDesk>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 18, "排查", "/surveys", Permissions.CluesRead));
    }
}
