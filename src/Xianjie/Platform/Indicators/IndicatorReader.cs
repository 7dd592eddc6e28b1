using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Indicators;

/// <summary>Gives indicators of an area and day: the figures that were kept at night, or, where none were, those of the rows themselves. A month is its last day, the present one today.</summary>
internal sealed partial class IndicatorReader(IndicatorBook book, IEnumerable<IIndicatorSource> sources, IndicatorCache cache, XianjieDb db, ParametersInForce inForce, Places places, Clock clock)
{
    private readonly Dictionary<(long, DateOnly), Nights> nights = [];

    /// <summary>What the nights of the day's month kept up to it, and when the latest night of all was.</summary>
    /// <param name="Whole">Of all indicators; null: none was kept.</param>
    /// <param name="Dated">Of those whose rows carry dates.</param>
    /// <param name="Latest">Changes with every run; null: there was none.</param>
    private sealed record Nights(DateTimeOffset? Whole, DateTimeOffset? Dated, string? Latest);

    public IndicatorBook Book => book;

    /// <summary>Rows are counted live for dated indicators on any day, for others today.</summary>
    public bool IsLive(IndicatorDefinition definition, DateOnly day) => definition.Missing is null && (definition.IsDated || day == clock.Today);

    public async Task<IndicatorSets> SetsAsync(IndicatorDefinition definition, string by, IndicatorMonth month, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            if (await source.SetsAsync(definition.Key, by, month, ct) is { } sets)
                return sets;
        }
        throw new InvalidOperationException($"Nobody gives the rows of {definition.Key}.");
    }

    /// <summary>When the figures of the day were kept; null where they were not, so that everything is counted live.</summary>
    public async Task<DateTimeOffset?> KeptAtAsync(long area, DateOnly day, CancellationToken ct) => (await NightsAsync(area, day, ct)).Whole ?? (await NightsAsync(area, day, ct)).Dated;

    public Task<DateTimeOffset?> KeptAtAsync(long area, IndicatorMonth month, CancellationToken ct) => KeptAtAsync(area, month.Last, ct);

    public async Task<bool> IsKeptAsync(IndicatorDefinition definition, long area, DateOnly day, CancellationToken ct) => IsKept(definition, await NightsAsync(area, day, ct));

    /// <summary>Every figure of the area and month, by key and way of counting; what has no figure is left out.</summary>
    public Task<IReadOnlyDictionary<(string Key, string By), IndicatorFigure>> FiguresAsync(long area, IndicatorMonth month, CancellationToken ct) =>
        FiguresAsync([.. book.All.Where(d => d.Missing is null).SelectMany(d => d.By.Select(b => (d, b)))], area, month.Last, ct);

    public async Task<IReadOnlyDictionary<(string Key, string By), IndicatorFigure>> FiguresAsync(IReadOnlyList<(IndicatorDefinition Definition, string By)> wanted, long area, DateOnly day, CancellationToken ct)
    {
        var (known, figures) = (await NightsAsync(area, day, ct), new Dictionary<(string, string), IndicatorFigure>());
        var lines = await LinesAsync(ct);
        var open = new List<(IndicatorDefinition Definition, string By)>();
        foreach (var (definition, by) in wanted.Where(w => w.Definition.Missing is null))
        {
            if (!definition.IsAlwaysLive && known.Latest is { } stamp && cache.Find(area, day, stamp, definition.Key, by) is { } sides)
                figures[(definition.Key, by)] = Figure(lines, definition, by, sides, area, day);
            else
                open.Add((definition, by));
        }
        var kept = await KeptAsync([.. open.Where(w => IsKept(w.Definition, known))], area, day, ct);
        foreach (var (definition, by) in open)
        {
            var sides = IsKept(definition, known) ? kept.GetValueOrDefault((definition.Key, by)) : IsLive(definition, day) ? await CountAsync(definition, by, area, day, ct) : ((long, long)?)null;
            if (sides is not { } both)
                continue;
            figures[(definition.Key, by)] = Figure(lines, definition, by, both, area, day);
            if (!definition.IsAlwaysLive && known.Latest is { } stamp && db.Scope.Covers(area))
                cache.Keep(area, day, stamp, definition.Key, by, both);
        }
        return figures;
    }

    public async Task<IndicatorFigure?> FigureAsync(IndicatorDefinition definition, string by, long area, IndicatorMonth month, CancellationToken ct) =>
        (await FiguresAsync([(definition, by)], area, month.Last, ct)).GetValueOrDefault((definition.Key, by));

    public Task<IReadOnlyDictionary<long, IndicatorFigure>> ByPlaceAsync(IndicatorDefinition definition, string by, long area, IReadOnlyList<long> within, IndicatorMonth month, CancellationToken ct) => ByPlaceAsync(definition, by, area, within, month.Last, ct);

    /// <summary>The figure of each of the places inside an area.</summary>
    public async Task<IReadOnlyDictionary<long, IndicatorFigure>> ByPlaceAsync(IndicatorDefinition definition, string by, long area, IReadOnlyList<long> within, DateOnly day, CancellationToken ct)
    {
        var ((from, below), lines) = (Scope.Range(area), await LinesAsync(ct));
        IReadOnlyDictionary<long, long> tops, bottoms = new Dictionary<long, long>();
        if (definition.Missing is null && await IsKeptAsync(definition, area, day, ct))
        {
            var kept = await Values(area, day).Where(v => v.Key == definition.Key && v.By == by).Select(v => new { v.Division, v.Numerator, v.Denominator }).ToListAsync(ct);
            (tops, bottoms) = (kept.ToDictionary(v => v.Division, v => v.Numerator), kept.ToDictionary(v => v.Division, v => v.Denominator));
        }
        else if (IsLive(definition, day))
        {
            var sets = await SetsAsync(definition, by, IndicatorMonth.At(day), ct);
            tops = await sets.Numerator.ByDivisionAsync(from, below, ct);
            if (sets.Denominator is { } denominator)
                bottoms = await denominator.ByDivisionAsync(from, below, ct);
        }
        else
        {
            return new Dictionary<long, IndicatorFigure>();
        }
        return within.ToDictionary(p => p, p => Figure(lines, definition, by, (Sum(tops, p), Sum(bottoms, p)), p, day));
    }

    /// <summary>The figures of several months; months that were not kept are counted live where their rows carry dates.</summary>
    public async Task<IReadOnlyList<(IndicatorMonth Month, IndicatorFigure Figure)>> OverMonthsAsync(IndicatorDefinition definition, string by, long area, IReadOnlyList<IndicatorMonth> months, CancellationToken ct)
    {
        var figures = new List<(IndicatorMonth, IndicatorFigure)>();
        foreach (var month in months)
        {
            if (await FigureAsync(definition, by, area, month, ct) is { } figure)
                figures.Add((month, figure));
        }
        return figures;
    }

    /// <summary>What stood on a day.</summary>
    public IQueryable<IndicatorValue> Values(long area, DateOnly day)
    {
        var (from, below) = Scope.Range(area);
        return db.Set<IndicatorValue>().AsNoTracking().Where(v => v.Below > day && v.From <= day && v.Division >= from && v.Division < below);
    }

    private async Task<Nights> NightsAsync(long area, DateOnly day, CancellationToken ct)
    {
        if (nights.TryGetValue((area, day), out var known))
            return known;
        var month = new DateOnly(day.Year, day.Month, 1);
        // A part of a county was kept with its county; of a city, whatever counties were
        var (from, below) = Scope.Range(area % 100_000_000 == 0 ? area : area / 1_000_000 * 1_000_000);
        // A village sees when its county was worked out, and nothing else
        var runs = db.Set<IndicatorRun>().IgnoreQueryFilters().AsNoTracking().Where(r => r.Division >= from && r.Division < below && r.Division % 1_000_000 == 0);
        var these = await runs.Where(r => r.On >= month && r.On <= day).Select(r => new { r.At, r.IsWhole }).ToListAsync(ct);
        var latest = await runs.GroupBy(_ => 1).Select(g => new { At = g.Max(r => r.At), Times = g.Sum(r => r.Times) }).SingleOrDefaultAsync(ct);
        return nights[(area, day)] = new(these.Where(r => r.IsWhole).Max(r => (DateTimeOffset?)r.At), these.Max(r => (DateTimeOffset?)r.At), latest is null ? null : $"{latest.At.UtcTicks}/{latest.Times}");
    }

    private static bool IsKept(IndicatorDefinition definition, Nights nights) => !definition.IsAlwaysLive && (definition.IsDated ? nights.Dated : nights.Whole) is not null;

    private async Task<Dictionary<(string, string), (long, long)>> KeptAsync(IReadOnlyList<(IndicatorDefinition Definition, string By)> wanted, long area, DateOnly day, CancellationToken ct)
    {
        if (wanted.Count == 0)
            return [];
        var keys = wanted.Select(w => w.Definition.Key).Distinct().ToList();
        return (await Values(area, day).Where(v => keys.Contains(v.Key)).GroupBy(v => new { v.Key, v.By }).Select(g => new { g.Key.Key, g.Key.By, Numerator = g.Sum(v => v.Numerator), Denominator = g.Sum(v => v.Denominator) }).ToListAsync(ct))
            .ToDictionary(g => (g.Key, g.By), g => (g.Numerator, g.Denominator));
    }

    private async Task<(long, long)> CountAsync(IndicatorDefinition definition, string by, long area, DateOnly day, CancellationToken ct)
    {
        var (sets, (from, below)) = (await SetsAsync(definition, by, IndicatorMonth.At(day), ct), Scope.Range(area));
        return ((await sets.Numerator.ByDivisionAsync(from, below, ct)).Values.Sum(), sets.Denominator is null ? 0 : (await sets.Denominator.ByDivisionAsync(from, below, ct)).Values.Sum());
    }

    private static IndicatorFigure Figure(IndicatorLines lines, IndicatorDefinition definition, string by, (long Numerator, long Denominator) sides, long area, DateOnly day) =>
        new(definition, by, sides.Numerator, sides.Denominator) { Less = lines.Less(definition, area, day) };

    private static long Sum(IReadOnlyDictionary<long, long> values, long place)
    {
        var (from, below) = Scope.Range(place);
        return values.Where(v => v.Key >= from && v.Key < below).Sum(v => v.Value);
    }
}
