using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Overview.Leader;
using Xianjie.Overview.Maps;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Overview.Screen;

/// <summary>
/// 大屏: the map in the middle and at most eight figures round it, page after page through all 25. Figures of places only: nobody's name stands on a wall.
/// </summary>
[Requires(Permissions.Overview)]
internal sealed class ShowPage(LeaderDesk desk, ThemeDesk themes, Outlines outlines, XianjieDb db, ParametersInForce parameters, CurrentUser user, Places places, Clock clock) : PageModel
{
    public const string Minutes = "大屏刷新分钟", Seconds = "大屏换页秒数";
    private const int MostTiles = 7;

    [BindProperty(SupportsGet = true)]
    public int Part { get; set; } = 1;

    public IReadOnlyList<LeaderPart> Parts { get; private set; } = [];
    public LeaderPart Now { get; private set; } = null!;
    public IReadOnlyList<TileView> Tiles { get; private set; } = [];
    public TileView? Mapped { get; private set; }
    public MapPicture? Picture { get; private set; }
    public int RefreshMinutes { get; private set; }
    public int TurnSeconds { get; private set; }
    public int LateTownships { get; private set; }
    /// <summary>How many of all figures have which light.</summary>
    public IReadOnlyList<(Light Light, int Count)> Lights { get; private set; } = [];
    public IReadOnlyList<string> RedTitles { get; private set; } = [];
    public string AreaName => places.Name(user.Area);
    public DateTime Read => Clock.Local(clock.Now);
    public string AsOf => FigureWords.AsOf(Tiles.Min(t => t.DataAt), clock.Today, LateTownships);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Parts = desk.Parts(MostTiles);
        Part = Math.Clamp(Part, 1, Parts.Count);
        Now = Parts[Part - 1];
        var values = await parameters.LoadAsync(ct);
        (RefreshMinutes, TurnSeconds) = (values.Whole(Minutes, user.Area), values.Whole(Seconds, user.Area));
        Tiles = await desk.ReadAsync(Now.Tiles, user.Area, clock.Today, pictures: true, ct);
        LateTownships = await desk.LateTownshipsAsync(Tiles, user.Area, clock.Today, ct);
        var all = await desk.ReadAsync(desk.Tiles, user.Area, clock.Today, pictures: false, ct);
        Lights = [.. new[] { Light.红, Light.黄, Light.绿, Light.灰 }.Select(l => (l, all.Count(t => t.Light == l)))];
        RedTitles = [.. all.Where(t => t.Light == Light.红).Select(t => t.Tile.Title)];
        await MapAsync(ct);
    }

    /// <summary>Shaded by the figure that stands worst, else by the first of the page.</summary>
    private async Task MapAsync(CancellationToken ct)
    {
        if (await outlines.OfAsync(db, user.Area, ct) is not { } sheet)
            return;
        Mapped = Tiles.FirstOrDefault(t => t.Tile.Chart is "map" or "light") ?? Tiles.FirstOrDefault(t => t.Reds.Any()) ?? (Tiles.Count > 0 ? Tiles[0] : null);
        var view = Mapped is { Tile.Chart: "light" } ? Mapped.Views[^1] : Mapped?.First;
        var theme = view is null ? null : await themes.ReadAsync($"i:{view.Definition.Key}:{view.By}", user.Area, [.. sheet.Areas.Select(a => a.Code)], clock.Today, ct);
        var shades = Shades.Of(theme?.ByPlace.Values.Select(v => v.Value).OfType<decimal>() ?? [], Shades.Quantiles);
        Picture = new(sheet, $"{AreaName}{theme?.Title}", theme, shades, _ => null, []);
    }
}
