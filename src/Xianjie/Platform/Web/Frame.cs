namespace Xianjie.Platform.Web;

/// <summary>What the frame round a page shows to the person signed in. Asked once for each full page.</summary>
internal interface IFrame
{
    ValueTask<FrameContent> Load(CancellationToken cancel);
}

/// <param name="Login">Tells this person from others of the same name, in what the browser keeps for them.</param>
/// <param name="AreaName">The area whose rows the pages show now, e.g. 榕溪县 or 榕溪县/青石镇.</param>
/// <param name="AreaChoices">Areas the user may switch to, in tree order. The layout links each as <c>?area=code</c>.</param>
/// <param name="Offices">本职 and what the user may stand in for today; null or empty where there is only the own office.</param>
/// <param name="Menu">Only what the user may open.</param>
/// <param name="Searches">Whether the user may look for people and households.</param>
internal sealed record FrameContent(
    string UserName, string Login, string RoleName, string AreaName, IReadOnlyList<AreaChoice> AreaChoices, IReadOnlyList<MenuGroup> Menu, int InboxCount, IReadOnlyList<Access.Grants.HeldOffice>? Offices = null, bool Searches = true);

/// <param name="Icon">A name from tools/frontend/icons.txt.</param>
internal sealed record MenuGroup(string Title, string Icon, IReadOnlyList<MenuItem> Items);

/// <param name="Href">Path from the root of the product, e.g. <c>/households</c>; pages below it light this item.</param>
internal sealed record MenuItem(string Title, string Href, int? Count = null);

/// <param name="Depth">0 county, 1 township, 2 village, 3 group: how far the choice is indented.</param>
internal sealed record AreaChoice(string Code, string Name, int Depth, bool Current = false);

/// <summary>A step between the menu item and the page's own title.</summary>
internal sealed record Crumb(string Title, string? Href = null);

internal static class MenuLookup
{
    /// <summary>The item under which a page lies: by its own path, or by the first crumb that lies under one.</summary>
    public static (MenuGroup Group, MenuItem Item)? Find(IReadOnlyList<MenuGroup> menu, string? path, IReadOnlyList<Crumb> crumbs) =>
        crumbs.Select(crumb => crumb.Href).Prepend(path).OfType<string>()
            .Select(place => Find(menu, place)).FirstOrDefault(found => found is not null);

    /// <summary>The longest item that the path equals or continues.</summary>
    public static (MenuGroup Group, MenuItem Item)? Find(IEnumerable<MenuGroup> menu, string path) => menu
        .SelectMany(group => group.Items, (group, item) => (group, item))
        .Where(pair => Covers(pair.item.Href, path))
        .OrderByDescending(pair => pair.item.Href.Length)
        .Select(pair => ((MenuGroup, MenuItem)?)pair)
        .FirstOrDefault();

    private static bool Covers(string href, string path)
    {
        var own = href.Split('?')[0].TrimEnd('/');
        return path.StartsWith(own, StringComparison.OrdinalIgnoreCase)
            && (path.Length == own.Length || path[own.Length] == '/')
            && (own.Length > 0 || path is "" or "/");
    }
}
