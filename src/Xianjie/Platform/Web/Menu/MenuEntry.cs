namespace Xianjie.Platform.Web.Menu;

/// <summary>One line of the left menu; modules register theirs. Shown only to those who have the permission.</summary>
/// <param name="ByFieldClass">The page keeps classes of fields apart by itself.</param>
internal sealed record MenuEntry(MenuSection Section, int Order, string Title, string Href, string Permission, bool ByFieldClass = false);

/// <summary>The groups of the left menu, in order.</summary>
internal enum MenuSection { Home, Monitoring, Villages, Registers, Reports, System }

internal static class MenuSections
{
    public static (string Title, string Icon) Words(MenuSection section) => section switch
    {
        MenuSection.Home => ("工作台", "home"),
        MenuSection.Monitoring => ("监测帮扶", "heartbeat"),
        MenuSection.Villages => ("村庄与治理", "building-community"),
        MenuSection.Registers => ("台账", "clipboard-list"),
        MenuSection.Reports => ("报表", "chart-bar"),
        _ => ("系统", "settings"),
    };
}
