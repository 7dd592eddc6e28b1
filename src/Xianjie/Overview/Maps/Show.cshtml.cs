using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Overview.Maps;

/// <summary>地图: places below an area, shaded by one figure, with points of ledgers; the table beside it has the same numbers, each opening to its list.</summary>
[Requires(Permissions.Overview)]
internal sealed class ShowPage(XianjieDb db, Outlines outlines, ThemeDesk themes, MapLayers layers, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    /// <summary>i:indicator:by, or l:ledger:number of the roll-up.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Place { get; set; }
    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }
    /// <summary>How classes are made: 分位 or 等距.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Classes { get; set; }
    /// <summary>Ledgers whose rows are shown as points.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Layer { get; set; } = [];

    public long Here { get; private set; }
    public DateOnly On { get; private set; }
    public DateOnly Today => clock.Today;
    public string How => Classes == Shades.Steps ? Shades.Steps : Shades.Quantiles;
    public IReadOnlyList<string> Kinds { get; private set; } = [];
    public IReadOnlyList<ThemeChoice> Choices { get; private set; } = [];
    public IReadOnlyList<Ledger> LayerChoices { get; private set; } = [];
    public IReadOnlyList<MapLayer> Layers { get; private set; } = [];
    public IReadOnlyList<Places.Place> Shown { get; private set; } = [];
    public Theme? Theme { get; private set; }
    public IReadOnlyList<Shade> Classed { get; private set; } = [];
    public MapPicture? Picture { get; private set; }
    public bool IsLeaf => places.Children(Here).Count == 0;

    /// <summary>The places from the person's own area down to the one shown.</summary>
    public IReadOnlyList<Places.Place> Trail => PlaceTrail.Of(places, scope, Here);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Here = Place ?? user.Area;
        if (!scope.Covers(Here))
            return NotFound();
        On = Day is { } day && day < Today ? day : Today;
        Kinds = await themes.KindsAsync(ct);
        var kind = Of is null ? null : await themes.KindOfAsync(Of, ct);
        Kind = Kinds.Contains(Kind ?? kind ?? string.Empty) ? Kind ?? kind! : ThemeDesk.Indicators;
        Choices = await themes.ChoicesAsync(Kind, ct);
        Shown = themes.Shown(Here);
        // A choice of another kind is left for the first of the kind now chosen
        Of = Of is not null && kind == Kind ? Of : Choices is [var first, ..] ? first.Key : null;
        Theme = Of is null ? null : await themes.ReadAsync(Of, Here, [.. Shown.Select(p => p.Code)], On, ct);
        Classed = Shades.Of(Theme?.ByPlace.Values.Select(v => v.Value).OfType<decimal>() ?? [], How);
        LayerChoices = await layers.ChoicesAsync(ct);
        Layers = Layer.Count == 0 ? [] : await layers.ReadAsync(Layer, Here, On, ct);
        if (await outlines.OfAsync(db, Here, ct) is { } sheet)
            Picture = new(sheet, $"{places.Name(Here)}{Theme?.Title}地图，数字见旁边的表", Theme, Classed, Down, [.. Layers.Select(WithBase)]);
        return Page();
    }

    /// <summary>One step down; from a village to the list behind its figure.</summary>
    public string? Down(long code) => code != Here ? Address.With(Request, ("place", $"{code}")) : Theme?.ByPlace.GetValueOrDefault(code)?.Top.Href is { } rows ? Request.PathBase + rows : null;

    public Shade? ShadeOf(long code) => Shades.Holding(Classed, Theme?.ByPlace.GetValueOrDefault(code)?.Value);

    private MapLayer WithBase(MapLayer layer) => layer with { Points = [.. layer.Points.Select(p => p with { Href = Request.PathBase + p.Href })] };
}
