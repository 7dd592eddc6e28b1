using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Reports.Sources;
using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>A figure that was reckoned.</summary>
/// <param name="Source">Where its rows are found again; null where it has none.</param>
internal sealed record Reckoned(decimal? Value, string? Source, IReadOnlyList<RowShare> Rows);

/// <summary>Reckons what a template asks, each source in one walk for all places and cells.</summary>
internal sealed class TableFigures(MeasureDesk measures, IndicatorReader indicators, IndicatorRows rows, ParametersInForce parameters, Places places, Clock clock)
{
    public const string RowsOf = "row:", IndicatorOf = "ind:";

    /// <summary>Places of the rows that repeat, by level. The area itself, negative, stands for rows that belong to none of them.</summary>
    public IReadOnlyDictionary<PlaceLevel, IReadOnlyList<long>> PlacesOf(long area) => new Dictionary<PlaceLevel, IReadOnlyList<long>>
    {
        [PlaceLevel.下级] = [.. places.Children(area).Select(p => p.Code), -area],
        [PlaceLevel.村] = [.. PeriodDesk.Units(places, Ledgers.Definitions.RowLevel.Village, area).Select(p => p.Code)],
    };

    public async Task<Dictionary<(string Ask, long Place), Reckoned>> ReckonAsync(Template template, TableSpan span, long area, Action<int, string> progress, CancellationToken ct)
    {
        var figures = new Dictionary<(string, long), Reckoned>();
        var asks = template.Cells.SelectMany(c => c.Asks).DistinctBy(a => a.Text).ToList();
        var groups = asks.OfType<SourceAsk>().GroupBy(a => (a.Source, a.Reach, a.Back)).ToList();
        var levels = PlacesOf(area);
        foreach (var (at, group) in groups.Index())
        {
            progress(at * 80 / Math.Max(1, groups.Count), group.Key.Source.Title);
            await RowsAsync(group.Key.Source, [.. group], At(span, group.Key.Back), group.Key.Reach, area, levels, figures, ct);
        }
        foreach (var ask in asks.OfType<IndicatorAsk>())
        {
            progress(85, ask.Definition.Title);
            await IndicatorAsync(ask, At(span, ask.Back), area, levels, figures, ct);
        }
        var values = await parameters.LoadAsync(ct);
        foreach (var ask in asks.OfType<ParameterAsk>())
            figures[(ask.Text, area)] = new(decimal.TryParse(values.Shown(ask.Key, area, span.Last < clock.Today ? span.Last : clock.Today, ask.Dimension), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null, null, []);
        return figures;
    }

    private static TableSpan At(TableSpan span, Back back) => back switch { Back.上期 => span.Before, Back.去年同期 => span.YearBefore, _ => span };

    private async Task RowsAsync(RowSource source, List<SourceAsk> asks, TableSpan span, Reach reach, long area, IReadOnlyDictionary<PlaceLevel, IReadOnlyList<long>> levels, Dictionary<(string, long), Reckoned> figures, CancellationToken ct)
    {
        var list = new PlaceList(area, levels);
        var asked = asks.ConvertAll(a => a.Measure);
        var opens = measures.Compile(source, asked).Rules is { } rules && rules.ReadsSealed(rules.Rollups, rules.Conditions);
        var read = new List<SourceRow>();
        await foreach (var row in source.ReadAsync(area, span.Of(source.Shape.Period, reach), null, opens, ct))
            read.Add(row);
        var tallies = await measures.RunAsync(source, asked, row => list.Of(row.Fact.Division), list.Count, read, span.Last < clock.Today ? span.Last : clock.Today, area, ct);
        foreach (var (group, place) in list.All.Index())
            foreach (var (at, ask) in asks.Index())
                figures[(ask.Text, place)] = new(tallies[group][at].Value, RowsOf + source.Key, tallies[group][at].Rows);
    }

    private async Task IndicatorAsync(IndicatorAsk ask, TableSpan span, long area, IReadOnlyDictionary<PlaceLevel, IReadOnlyList<long>> levels, Dictionary<(string, long), Reckoned> figures, CancellationToken ct)
    {
        var list = new PlaceList(area, levels);
        var (isNumerator, definition) = (ask.Side != Side.分母, ask.Definition);
        var sums = list.All.ToDictionary(p => p, _ => (Top: 0L, Bottom: 0L, Known: false));
        var shares = list.All.ToDictionary(p => p, _ => new List<RowShare>());
        var now = IndicatorMonth.Of(clock.Today);
        var months = span.Months(ask.Reach).Where(m => m <= now).ToList();
        foreach (var asked in months.Select(m => IndicatorMonth.Of(m, clock.Today)))
        {
            var here = list.All.Where(p => p > 0).ToList();
            var (month, by) = (asked, await indicators.ByPlaceAsync(definition, ask.By, area, here, asked, ct));
            // What tells only how things stand and was not kept at the end of the period is told as it stands when the table is drawn up
            if (by.Count == 0 && !definition.IsDated && asked.Value == months[^1])
                (month, by) = (IndicatorMonth.Of(now, clock.Today), await indicators.ByPlaceAsync(definition, ask.By, area, here, IndicatorMonth.Of(now, clock.Today), ct));
            foreach (var place in here.Where(by.ContainsKey))
                sums[place] = (sums[place].Top + by[place].Numerator, sums[place].Bottom + by[place].Denominator, true);
            if (by.Count == 0 || await rows.PageAsync(definition, ask.By, isNumerator, area, month, _ => (0, BehindRows.Most), ct) is not { } behind)
                continue;
            foreach (var row in behind.Rows)
                foreach (var group in list.Of(row.Division))
                    shares[list.All[group]].Add(new(row.Id, behind.IsSealed ? null : definition.IsMoney(isNumerator) ? row.Value / 100m : row.Value));
        }
        var below = levels[PlaceLevel.下级].Where(p => p > 0).ToList();
        sums[-area] = (sums[area].Top - below.Sum(p => sums[p].Top), sums[area].Bottom - below.Sum(p => sums[p].Bottom), sums[area].Known);
        foreach (var place in list.All)
        {
            var figure = new IndicatorFigure(definition, ask.By, sums[place].Top, sums[place].Bottom);
            figures[(ask.Text, place)] = new(sums[place].Known ? Value(ask.Side, figure) : null, $"{IndicatorOf}{definition.Key}|{ask.By}|{(isNumerator ? "n" : "d")}|{months.LastOrDefault(now)}", shares[place]);
        }
    }

    private static decimal? Value(Side side, IndicatorFigure figure) => side switch
    {
        Side.分子 => figure.Definition.IsMoney(true) ? figure.Numerator / 100m : figure.Numerator,
        Side.分母 => figure.Definition.IsMoney(false) ? figure.Denominator / 100m : figure.Denominator,
        _ => figure.Rate(2),
    };
}

/// <summary>The places of a table, and into which of them a village falls.</summary>
internal sealed class PlaceList
{
    private static readonly long[] Widths = [1, 1_000, 1_000_000, 100_000_000, 10_000_000_000];
    private readonly Dictionary<long, int> numbers = [];
    private readonly HashSet<long> below;

    public PlaceList(long area, IReadOnlyDictionary<PlaceLevel, IReadOnlyList<long>> levels)
    {
        All = [.. levels.Values.SelectMany(l => l).Prepend(area).Distinct()];
        foreach (var (at, place) in All.Index())
            numbers[place] = at;
        below = [.. levels[PlaceLevel.下级].Where(p => p > 0)];
        Own = numbers.GetValueOrDefault(-area, 0);
    }

    public IReadOnlyList<long> All { get; }

    public int Count => All.Count;

    private int Own { get; }

    public IEnumerable<int> Of(long division)
    {
        var isBelow = false;
        foreach (var code in Widths.Select(w => division / w * w).Distinct())
        {
            isBelow |= below.Contains(code);
            if (numbers.TryGetValue(code, out var number))
                yield return number;
        }
        if (!isBelow && Own > 0)
            yield return Own;
    }
}
