using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Indicators;

/// <summary>监测指标 of an area and month: every figure with both sides, each opening to its rows; one of them as a chart by place.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(IndicatorReader reader, XianjieDb db, JobBoard board, Scope scope, CurrentUser user, Places places, Platform.Parameters.ParametersInForce parameters, Clock clock) : PageModel
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
    /// <summary>When the figures were worked out; null: just now.</summary>
    public DateTimeOffset? KeptAt { get; private set; }
    public bool MayRefresh => user.May(Permissions.ScreeningRun);
    public string Place => places.Path(Here);
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public IReadOnlyList<IndicatorDefinition> All => reader.Book.All;
    public IEnumerable<int> Months => Enumerable.Range(0, 13).Select(i => IndicatorMonth.Of(clock.Today.AddMonths(-i)));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!Choose())
            return NotFound();
        Lines = await LinesAsync(Here, ct);
        KeptAt = await reader.KeptAtAsync(Here, Time, ct);
        Charted = reader.Book.Find(Chart) is { Missing: null } chosen ? chosen : reader.Book.All[0];
        var below = places.Children(Here);
        var figures = await reader.ByPlaceAsync(Charted, Charted.By[0], Here, [.. below.Select(p => p.Code)], Time, ct);
        Bars = [.. below.Where(p => figures.ContainsKey(p.Code)).Select(p => (p, figures[p.Code]))];
        Burden = await Burden.OfAsync(db, Here, Time, ct);
        return Page();
    }

    /// <summary>Works the figures of the county out now rather than tonight.</summary>
    public async Task<IActionResult> OnPostRefreshAsync(CancellationToken ct)
    {
        if (!MayRefresh)
            return Forbid();
        var county = user.Division / 1_000_000 * 1_000_000;
        var job = await db.Set<Job>().FirstOrDefaultAsync(j => j.Kind == SnapshotJob.JobKind && j.Division == county && (j.State == JobState.Waiting || j.State == JobState.Running), ct);
        if (job is null)
            db.Add(job = SnapshotSchedule.Draft(board, county, clock.Today, user.Login));
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
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
                sheet.Write([OutCell.Text(line.Definition.Title), OutCell.Text(line.By), OutCell.Text(line.Definition.Formula), OutCell.Text(line.Now?.Top ?? ""), OutCell.Text(line.Now is { Definition.IsRatio: true } now ? now.Bottom : ""),
                    OutCell.Text(line.Now?.Text ?? line.Definition.Missing ?? "没有留存"), OutCell.Text(line.Before?.Text ?? ""), OutCell.Text(line.Definition.Basis)]);
            await PlacesAsync(writer, ct);
        }
        content.Position = 0;
        return File(content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"监测指标-{places.Name(Here)}-{Time.Value}.xlsx");
    }

    /// <summary>The same by place, for publication.</summary>
    public async Task<IActionResult> OnGetPublishAsync(CancellationToken ct)
    {
        if (!Choose())
            return NotFound();
        var threshold = (await parameters.LoadAsync(ct)).Whole(Platform.SmallCells.PublishedCounts.Key, Here);
        return File(await new PublishedSheet(reader, threshold).WriteAsync(Here, places.Children(Here), Time, ct), Platform.Tabular.TableFile.XlsxType, $"监测指标公开版-{places.Name(Here)}-{Time.Value}.xlsx");
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
                    sheet.Write([OutCell.Text(place.Name), OutCell.Text(definition.Title), OutCell.Text(by), OutCell.Text(figures[place.Code].Top), OutCell.Text(definition.IsRatio ? figures[place.Code].Bottom : ""), OutCell.Text(figures[place.Code].Text)]);
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
        var (now, before) = (await reader.FiguresAsync(area, Time, ct), await reader.FiguresAsync(area, Time.Before(clock.Today), ct));
        return [.. reader.Book.All.SelectMany(d => d.By.Select(by => new Line(d, by, now.GetValueOrDefault((d.Key, by)), before.GetValueOrDefault((d.Key, by)))))];
    }

    public string Rows(Line line, string part) => string.Create(CultureInfo.InvariantCulture, $"/indicators/{line.Definition.Key}/rows?part={part}&by={line.By}&area={Here}&month={Time.Value}");
}
