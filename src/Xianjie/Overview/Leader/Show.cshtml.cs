using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Overview.Maps;
using Xianjie.Overview.Supervision;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Overview.Leader;

/// <summary>One of the 25 figures: its sides, twelve months, the places below on map and in the table, orders about it; drill down to the village and its rows.</summary>
[Requires(Permissions.Overview)]
internal sealed class ShowPage(LeaderDesk desk, ThemeDesk themes, Outlines outlines, IndicatorReader reader, SupervisedUnits units, XianjieDb db, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    public sealed record Line(Places.Place Place, IndicatorView View);

    /// <summary>Which of the tile's indicators the places are shown by.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Place { get; set; }
    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    public long Here { get; private set; }
    public DateOnly On { get; private set; }
    public DateOnly Today => clock.Today;
    public TileView Tile { get; private set; } = null!;
    public IndicatorView Chosen { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<(int Month, IndicatorFigure? Figure)> Trend { get; private set; } = [];
    public MapPicture? Picture { get; private set; }
    public IReadOnlyList<SupervisedUnit> Units { get; private set; } = [];
    public IReadOnlyList<SupervisionOrder> Orders { get; private set; } = [];
    public TileRights Rights { get; private set; } = null!;
    public IReadOnlyList<Places.Place> Trail => PlaceTrail.Of(places, scope, Here);
    public string PlaceOf(long code) => places.Path(code);

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken ct)
    {
        Here = Place ?? user.Area;
        if (!scope.Covers(Here) || desk.Find(number) is not { } tile)
            return NotFound();
        On = Day is { } day && day < Today ? day : Today;
        if (await desk.ReadAsync([tile], Here, On, pictures: false, ct) is not [var read])
            return NotFound();
        Tile = read;
        Rights = new(user.Opens(Permissions.HouseholdsRead), user.May(Permissions.SupervisionIssue), Here, On);
        Chosen = Tile.Views.FirstOrDefault(v => v.Definition.Key == Of) ?? Tile.First;
        Trend = await desk.TrendAsync(Chosen, Here, On, ct);
        await BelowAsync(ct);
        if (user.May(Permissions.SupervisionRead))
        {
            var keys = Tile.Views.Select(v => v.Definition.Key).ToList();
            Orders = await SupervisionQuery.Reaching(db.Set<SupervisionOrder>().AsNoTracking(), user).Where(o => keys.Contains(o.Indicator)).OrderByDescending(o => o.IssuedAt).Take(10).ToListAsync(ct);
        }
        Units = Rights.MayIssue ? await units.OfAsync(Here, ct) : [];
        return Page();
    }

    private async Task BelowAsync(CancellationToken ct)
    {
        var below = places.Children(Here);
        Lines = below.Count == 0 ? [] : await LinesAsync(below, ct);
        if (below.Count == 0 || await outlines.OfAsync(db, Here, ct) is not { } sheet)
            return;
        var theme = await themes.ReadAsync($"i:{Chosen.Definition.Key}:{Chosen.By}", Here, [.. below.Select(p => p.Code)], On, ct);
        var shades = Shades.Of(theme?.ByPlace.Values.Select(v => v.Value).OfType<decimal>() ?? [], Shades.Quantiles);
        Picture = new(sheet, $"{places.Name(Here)}{Chosen.Definition.Title}地图，数字见旁边的表", theme, shades, code => Request.PathBase + FigureAddress.Tile(Tile.Tile.Number, code, On, Chosen.Definition.Key), []);
    }

    /// <summary>The figure of each place with its own lines and light: three reads, however many places.</summary>
    private async Task<IReadOnlyList<Line>> LinesAsync(IReadOnlyList<Places.Place> below, CancellationToken ct)
    {
        var (definition, by) = (Chosen.Definition, Chosen.By);
        List<long> codes = [.. below.Select(p => p.Code)];
        var now = await reader.ByPlaceAsync(definition, by, Here, codes, On, ct);
        var before = await reader.ByPlaceAsync(definition, by, Here, codes, IndicatorView.Days(definition.Period, On).Before, ct);
        var lines = await reader.LinesAsync(ct);
        return [.. below.Select(p => (Place: p, Now: now.GetValueOrDefault(p.Code))).Select(p => new Line(p.Place, new IndicatorView(definition, by, p.Now, before.GetValueOrDefault(p.Place.Code), null, lines.Target(definition, p.Place.Code, On), lines.Red(definition, p.Place.Code, On),
            lines.Light(p.Now, p.Place.Code, On), Chosen.DataAt, 0)))];
    }
}
