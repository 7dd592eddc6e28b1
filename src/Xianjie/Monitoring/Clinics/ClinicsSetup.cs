using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Clinics;

internal static class ClinicsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ClinicDesk>();
        services.AddSingleton(new MenuEntry(MenuSection.Villages, 6, "村卫生室和村医", "/clinics", Permissions.HouseholdsRead));
    }
}
