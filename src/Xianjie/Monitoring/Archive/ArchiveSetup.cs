using Xianjie.Monitoring.Papers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Archive;

internal static class ArchiveSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PaperSource>();
        services.AddScoped<PaperPress>();
        services.AddScoped<ArchiveReview>();
        services.AddScoped<ArchiveDesk>();
        services.AddScoped<IHouseholdTab, ArchiveTab>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 48, "文书档案", "/papers", Permissions.CasesRead));
    }
}
