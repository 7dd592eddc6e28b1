using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

internal static class HelpSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<HelpGaps>();
        services.AddScoped<HelpDesk>();
        services.AddScoped<IFigures, HelpFigures>();
        services.AddScoped<IHouseholdTab, HelpTab>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 40, "帮扶", "/help", Permissions.HouseholdsRead));
    }
}

/// <summary>帮扶措施 on the record page of a household.</summary>
internal sealed class HelpTab : IHouseholdTab
{
    public int Order => 70;
    public string Title => "帮扶措施";
    public string Key => "measures";
    public string Permission => Permissions.HouseholdsRead;
    public string Component => nameof(HelpTab);
}
