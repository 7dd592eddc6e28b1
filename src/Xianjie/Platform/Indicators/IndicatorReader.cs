using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Indicators;

/// <summary>Gives indicators of an area and month: the figures that were kept last night, or, where none were, those of the rows themselves.</summary>
internal sealed class IndicatorReader(IndicatorBook book, IEnumerable<IIndicatorSource> sources, XianjieDb db, Clock clock)
{
    private sealed record Kept(string Key, string By, long Numerator, long Denominator);

    public IndicatorBook Book => book;

    /// <summary>Rows are counted live for dated indicators in any month, for others in the present one.</summary>
    public bool IsLive(IndicatorDefinition definition, IndicatorMonth month) => definition.Missing is null && (definition.IsDated || month.Value == IndicatorMonth.Of(clock.Today));

    public async Task<IndicatorSets> SetsAsync(IndicatorDefinition definition, string by, IndicatorMonth month, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            if (await source.SetsAsync(definition.Key, by, month, ct) is { } sets)
                return sets;
        }
        throw new InvalidOperationException($"Nobody gives the rows of {definition.Key}.");
    }

    /// <summary>When the figures of the month were kept; null where they were not, so that everything is counted live.</summary>
    public async Task<DateTimeOffset?> KeptAtAsync(long area, IndicatorMonth month, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        return await db.Set<IndicatorValue>().AsNoTracking().Where(v => v.Month == month.Value && v.Division >= from && v.Division < below).Select(v => (DateTimeOffset?)v.At).FirstOrDefaultAsync(ct);
    }

    /// <summary>Every figure of the area and month, by key and way of counting; what has no figure is left out.</summary>
    public async Task<IReadOnlyDictionary<(string Key, string By), IndicatorFigure>> FiguresAsync(long area, IndicatorMonth month, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var kept = await db.Set<IndicatorValue>().AsNoTracking().Where(v => v.Month == month.Value && v.Division >= from && v.Division < below)
            .GroupBy(v => new { v.Key, v.By }).Select(g => new Kept(g.Key.Key, g.Key.By, g.Sum(v => v.Numerator), g.Sum(v => v.Denominator))).ToDictionaryAsync(k => (k.Key, k.By), ct);
        var figures = new Dictionary<(string, string), IndicatorFigure>();
        foreach (var (definition, by) in book.All.Where(d => d.Missing is null).SelectMany(d => d.By.Select(b => (d, b))))
        {
            if (kept.TryGetValue((definition.Key, by), out var one))
                figures[(definition.Key, by)] = new(definition, by, one.Numerator, one.Denominator);
            else if (kept.Count > 0 && IsLive(definition, month))
                figures[(definition.Key, by)] = new(definition, by, 0, 0); // a village without rows keeps nothing
            else if (kept.Count == 0 && await LiveAsync(definition, by, area, month, ct) is { } live)
                figures[(definition.Key, by)] = live;
        }
        return figures;
    }

    public async Task<IndicatorFigure?> FigureAsync(IndicatorDefinition definition, string by, long area, IndicatorMonth month, CancellationToken ct) =>
        (await ByPlaceAsync(definition, by, area, [area], month, ct)).GetValueOrDefault(area);

    /// <summary>The figure of each of the places inside an area.</summary>
    public async Task<IReadOnlyDictionary<long, IndicatorFigure>> ByPlaceAsync(IndicatorDefinition definition, string by, long area, IReadOnlyList<long> places, IndicatorMonth month, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var kept = await Values(definition, by, from, below).Where(v => v.Month == month.Value).Select(v => new { v.Division, v.Numerator, v.Denominator }).ToListAsync(ct);
        if (kept.Count > 0)
            return Split(definition, by, places, kept.ToDictionary(v => v.Division, v => v.Numerator), kept.ToDictionary(v => v.Division, v => v.Denominator));
        if (!IsLive(definition, month))
            return new Dictionary<long, IndicatorFigure>();
        if (await KeptAtAsync(area, month, ct) is not null)
            return Split(definition, by, places, new Dictionary<long, long>(), new Dictionary<long, long>());
        var sets = await SetsAsync(definition, by, month, ct);
        return Split(definition, by, places, await sets.Numerator.ByDivisionAsync(from, below, ct), sets.Denominator is null ? new Dictionary<long, long>() : await sets.Denominator.ByDivisionAsync(from, below, ct));
    }

    /// <summary>The figures of several months; months that were not kept are counted live where their rows carry dates.</summary>
    public async Task<IReadOnlyList<(IndicatorMonth Month, IndicatorFigure Figure)>> OverMonthsAsync(IndicatorDefinition definition, string by, long area, IReadOnlyList<IndicatorMonth> months, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var (first, last) = (months[0].Value, months[^1].Value);
        var kept = await Values(definition, by, from, below).Where(v => v.Month >= first && v.Month <= last).GroupBy(v => v.Month)
            .Select(g => new { g.Key, Numerator = g.Sum(v => v.Numerator), Denominator = g.Sum(v => v.Denominator) }).ToDictionaryAsync(g => g.Key, ct);
        var figures = new List<(IndicatorMonth, IndicatorFigure)>();
        foreach (var month in months)
        {
            if (kept.TryGetValue(month.Value, out var one))
                figures.Add((month, new(definition, by, one.Numerator, one.Denominator)));
            else if (await LiveAsync(definition, by, area, month, ct) is { } live)
                figures.Add((month, live));
        }
        return figures;
    }

    private IQueryable<IndicatorValue> Values(IndicatorDefinition definition, string by, long from, long below) =>
        db.Set<IndicatorValue>().AsNoTracking().Where(v => v.Key == definition.Key && v.By == by && v.Division >= from && v.Division < below);

    private async Task<IndicatorFigure?> LiveAsync(IndicatorDefinition definition, string by, long area, IndicatorMonth month, CancellationToken ct)
    {
        if (!IsLive(definition, month))
            return null;
        var (sets, (from, below)) = (await SetsAsync(definition, by, month, ct), Scope.Range(area));
        return new(definition, by, (await sets.Numerator.ByDivisionAsync(from, below, ct)).Values.Sum(), sets.Denominator is null ? 0 : (await sets.Denominator.ByDivisionAsync(from, below, ct)).Values.Sum());
    }

    private static Dictionary<long, IndicatorFigure> Split(IndicatorDefinition definition, string by, IReadOnlyList<long> places, IReadOnlyDictionary<long, long> tops, IReadOnlyDictionary<long, long> bottoms) =>
        places.ToDictionary(p => p, p => new IndicatorFigure(definition, by, Sum(tops, p), Sum(bottoms, p)));

    private static long Sum(IReadOnlyDictionary<long, long> values, long place)
    {
        var (from, below) = Scope.Range(place);
        return values.Where(v => v.Key >= from && v.Key < below).Sum(v => v.Value);
    }
}
