using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Indicators;

/// <summary>One page of the rows behind a side of a figure.</summary>
/// <param name="Sum">The side itself.</param>
/// <param name="IsSealed">What each row counts for must not be shown.</param>
internal sealed record IndicatorPage(int Total, long Sum, IReadOnlyList<IndicatorRow> Rows, bool IsSealed);

/// <summary>Opens a figure to its rows: those that were kept with it, or, where the month was not kept, those counted now.</summary>
internal sealed class IndicatorRows(IndicatorReader reader, XianjieDb db, Seal seal)
{
    private const string Gone = "（已不在系统）";

    private sealed record Part(Guid Id, int Count);

    public Task<IndicatorPage?> PageAsync(IndicatorDefinition definition, string by, bool isNumerator, long area, IndicatorMonth month, Func<int, (int Skip, int Take)> page, CancellationToken ct) =>
        PageAsync(definition, by, isNumerator, area, month.Last, page, ct);

    /// <returns>Null where the day has neither kept nor live rows.</returns>
    public async Task<IndicatorPage?> PageAsync(IndicatorDefinition definition, string by, bool isNumerator, long area, DateOnly day, Func<int, (int Skip, int Take)> page, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        if (!await reader.IsKeptAsync(definition, area, day, ct))
        {
            if (!reader.IsLive(definition, day) || Side(await reader.SetsAsync(definition, by, IndicatorMonth.At(day), ct), isNumerator) is not { } live)
                return null;
            var total = await live.CountAsync(from, below, ct);
            var (skip, take) = page(total);
            return new(total, (await live.ByDivisionAsync(from, below, ct)).Values.Sum(), await live.RowsAsync(from, below, skip, take, ct), live.IsSealed);
        }
        var values = reader.Values(area, day).Where(v => v.Key == definition.Key && v.By == by);
        var sum = await values.SumAsync(v => isNumerator ? v.Numerator : v.Denominator, ct);
        var parts = await values.Select(v => isNumerator ? v.NumeratorRows : v.DenominatorRows).Join(db.Set<KeptRows>(), id => id, r => (Guid?)r.Id, (_, r) => new { r.Id, r.Division, r.Count }).OrderBy(p => p.Division).ToListAsync(ct);
        return await KeptAsync(definition, by, isNumerator, day, [.. parts.Select(p => new Part(p.Id, p.Count))], sum, page, ct);
    }

    /// <summary>The sides of a kept figure worked out anew from the rows that were kept with it: the same to the last digit.</summary>
    public async Task<(long Numerator, long Denominator)> RecomputeAsync(IndicatorValue value, CancellationToken ct) => (await SumAsync(value.NumeratorRows, ct), await SumAsync(value.DenominatorRows, ct));

    private async Task<long> SumAsync(Guid? rows, CancellationToken ct) => rows is { } id ? (await db.Set<KeptRows>().AsNoTracking().SingleAsync(r => r.Id == id, ct)).Read(seal).Sum(r => r.Value) : 0;

    private async Task<IndicatorPage?> KeptAsync(IndicatorDefinition definition, string by, bool isNumerator, DateOnly day, List<Part> parts, long sum, Func<int, (int Skip, int Take)> page, CancellationToken ct)
    {
        var total = parts.Sum(p => p.Count);
        var (skip, take) = page(total);
        var keys = new List<RowKey>();
        foreach (var part in parts)
        {
            if (skip < part.Count && keys.Count < take)
                keys.AddRange((await db.Set<KeptRows>().AsNoTracking().SingleAsync(r => r.Id == part.Id, ct)).Read(seal).Skip(skip).Take(take - keys.Count));
            skip = Math.Max(0, skip - part.Count);
        }
        if (Side(await reader.SetsAsync(definition, by, IndicatorMonth.At(day), ct), isNumerator) is not { } set)
            return null;
        var now = (await set.NamedAsync(db, [.. keys.Select(k => k.Id)], ct)).ToDictionary(r => r.Id);
        return new(total, sum, [.. keys.Select(k => now.TryGetValue(k.Id, out var row) ? row with { Division = k.Division, Value = k.Value } : new IndicatorRow(k.Id, Gone, null, k.Division, string.Empty, k.Value))], set.IsSealed);
    }

    private static RowSet? Side(IndicatorSets sets, bool isNumerator) => isNumerator ? sets.Numerator : sets.Denominator;
}
