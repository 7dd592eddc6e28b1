using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Indicators;

/// <summary>监测指标 of an area and month: every figure with both sides, each opening to its rows; one of them as a chart by place.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(IndicatorReader reader, XianjieDb db, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    public sealed record Line(IndicatorDefinition Definition, string By, IndicatorFigure? Now, IndicatorFigure? Before);

    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    /// <summary>yyyyMM; the present month where none is given.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Month { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Chart { get; set; }

    public long Here { get; private set; }
    public IndicatorMonth Time { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IndicatorDefinition Charted { get; private set; } = null!;
    public IReadOnlyList<(Places.Place Place, IndicatorFigure Figure)> Bars { get; private set; } = [];
    public Burden Burden { get; private set; } = null!;
    public string Place => places.Path(Here);
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public IReadOnlyList<IndicatorDefinition> All => reader.Book.All;
    public IEnumerable<int> Months => Enumerable.Range(0, 13).Select(i => IndicatorMonth.Of(clock.Today.AddMonths(-i)));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!Choose())
            return NotFound();
        Lines = await LinesAsync(Here, ct);
        Charted = reader.Book.Find(Chart) is { Missing: null } chosen ? chosen : reader.Book.All[0];
        var below = places.Children(Here);
        var figures = await reader.ByPlaceAsync(Charted, Charted.By[0], Here, [.. below.Select(p => p.Code)], Time, ct);
        Bars = [.. below.Where(p => figures.ContainsKey(p.Code)).Select(p => (p, figures[p.Code]))];
        Burden = await Burden.OfAsync(db, Here, Time, ct);
        return Page();
    }

    /// <summary>The table of the area, and one sheet of every figure by place.</summary>
    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        if (!Choose())
            return NotFound();
        var content = new MemoryStream();
        using (var writer = new XlsxWriter(content))
        {
            var sheet = writer.AddSheet(new SheetLayout("指标", [new("指标", 22), new("口径", 8), new("公式", 34), new("分子", 14), new("分母", 14), new("数值", 14), new("上月", 14), new("依据", 30)]));
            foreach (var line in await LinesAsync(Here, ct))
                sheet.Write([OutCell.Text(line.Definition.Title), OutCell.Text(line.By), OutCell.Text(line.Definition.Formula), OutCell.Text(line.Now?.Side(line.Now.Numerator) ?? ""), OutCell.Text(line.Now is { Definition.IsRatio: true } now ? now.Side(now.Denominator) : ""),
                    OutCell.Text(line.Now?.Text ?? line.Definition.Missing ?? "没有留存"), OutCell.Text(line.Before?.Text ?? ""), OutCell.Text(line.Definition.Basis)]);
            await PlacesAsync(writer, ct);
        }
        content.Position = 0;
        return File(content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"监测指标-{places.Name(Here)}-{Time.Value}.xlsx");
    }

    private async Task PlacesAsync(XlsxWriter writer, CancellationToken ct)
    {
        var below = places.Children(Here);
        if (below.Count == 0)
            return;
        var sheet = writer.AddSheet(new SheetLayout("各地", [new("地区", 20), new("指标", 22), new("口径", 8), new("分子", 14), new("分母", 14), new("数值", 14)]));
        foreach (var definition in reader.Book.All.Where(d => d.Missing is null))
        {
            foreach (var by in definition.By)
            {
                var figures = await reader.ByPlaceAsync(definition, by, Here, [.. below.Select(p => p.Code)], Time, ct);
                foreach (var place in below.Where(p => figures.ContainsKey(p.Code)))
                    sheet.Write([OutCell.Text(place.Name), OutCell.Text(definition.Title), OutCell.Text(by), OutCell.Text(figures[place.Code].Side(figures[place.Code].Numerator)), OutCell.Text(definition.IsRatio ? figures[place.Code].Side(figures[place.Code].Denominator) : ""), OutCell.Text(figures[place.Code].Text)]);
            }
        }
    }

    private bool Choose()
    {
        Here = Area ?? user.Area;
        var month = Month is { } m and > 200000 and < 300000 && m % 100 is >= 1 and <= 12 ? m : IndicatorMonth.Of(clock.Today);
        Time = IndicatorMonth.Of(Math.Min(month, IndicatorMonth.Of(clock.Today)), clock.Today);
        return scope.Covers(Here);
    }

    private async Task<List<Line>> LinesAsync(long area, CancellationToken ct)
    {
        var (lines, before) = (new List<Line>(), Time.Before(clock.Today));
        foreach (var definition in reader.Book.All)
        {
            foreach (var by in definition.By)
                lines.Add(definition.Missing is null ? new(definition, by, await reader.FigureAsync(definition, by, area, Time, ct), await reader.FigureAsync(definition, by, area, before, ct)) : new(definition, by, null, null));
        }
        return lines;
    }

    public string Rows(Line line, string part) => string.Create(CultureInfo.InvariantCulture, $"/indicators/{line.Definition.Key}/rows?part={part}&by={line.By}&area={Here}&month={Time.Value}");
}
