using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>One page of the rows behind a side of a figure.</summary>
/// <param name="Sum">The side itself.</param>
internal sealed record IndicatorPage(int Total, long Sum, IReadOnlyList<IndicatorRow> Rows);

/// <summary>Opens a figure to its rows: those that were kept with it, or, where the month was not kept, those counted now.</summary>
internal sealed class IndicatorRows(IndicatorReader reader, XianjieDb db)
{
    private const string Gone = "（已不在系统）";

    private sealed record Part(Guid Id, int Count);

    /// <returns>Null where the month has neither kept nor live rows.</returns>
    public async Task<IndicatorPage?> PageAsync(IndicatorDefinition definition, string by, bool isNumerator, long area, IndicatorMonth month, Func<int, (int Skip, int Take)> page, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        if (await reader.KeptAtAsync(area, month, ct) is null)
        {
            if (!reader.IsLive(definition, month) || Side(await reader.SetsAsync(definition, by, month, ct), isNumerator) is not { } live)
                return null;
            var total = await live.CountAsync(from, below, ct);
            var (skip, take) = page(total);
            return new(total, (await live.ByDivisionAsync(from, below, ct)).Values.Sum(), await live.RowsAsync(from, below, skip, take, ct));
        }
        var values = db.Set<IndicatorValue>().AsNoTracking().Where(v => v.Month == month.Value && v.Key == definition.Key && v.By == by && v.Division >= from && v.Division < below);
        var sum = await values.SumAsync(v => isNumerator ? v.Numerator : v.Denominator, ct);
        var parts = await values.Select(v => isNumerator ? v.NumeratorRows : v.DenominatorRows).Join(db.Set<KeptRows>(), id => id, r => (Guid?)r.Id, (_, r) => new { r.Id, r.Division, r.Count }).OrderBy(p => p.Division).ToListAsync(ct);
        return await KeptAsync(definition, by, isNumerator, month, [.. parts.Select(p => new Part(p.Id, p.Count))], sum, page, ct);
    }

    private async Task<IndicatorPage?> KeptAsync(IndicatorDefinition definition, string by, bool isNumerator, IndicatorMonth month, List<Part> parts, long sum, Func<int, (int Skip, int Take)> page, CancellationToken ct)
    {
        var total = parts.Sum(p => p.Count);
        var (skip, take) = page(total);
        var keys = new List<RowKey>();
        foreach (var part in parts)
        {
            if (skip < part.Count && keys.Count < take)
                keys.AddRange((await db.Set<KeptRows>().AsNoTracking().SingleAsync(r => r.Id == part.Id, ct)).Read().Skip(skip).Take(take - keys.Count));
            skip = Math.Max(0, skip - part.Count);
        }
        if (Side(await reader.SetsAsync(definition, by, month, ct), isNumerator) is not { } set)
            return null;
        var now = (await set.NamedAsync(db, [.. keys.Select(k => k.Id)], ct)).ToDictionary(r => r.Id);
        return new(total, sum, [.. keys.Select(k => now.TryGetValue(k.Id, out var row) ? row with { Division = k.Division, Value = k.Value } : new IndicatorRow(k.Id, Gone, null, k.Division, string.Empty, k.Value))]);
    }

    private static RowSet? Side(IndicatorSets sets, bool isNumerator) => isNumerator ? sets.Numerator : sets.Denominator;
}
