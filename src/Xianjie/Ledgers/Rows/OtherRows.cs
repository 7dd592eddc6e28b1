using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Ledgers.Rows;

/// <summary>Rows of the ledgers that an expression looks into: of the county, in the period that holds the day; of a place that has none in it yet, those of the period before.</summary>
internal sealed class OtherRows(XianjieDb db, Seal seal)
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FactRow>>> LoadAsync(IReadOnlyList<Ledger> ledgers, long county, DateOnly day, CancellationToken ct)
    {
        var (from, below) = Scope.Range(county);
        var all = new Dictionary<string, IReadOnlyList<FactRow>>(StringComparer.Ordinal);
        foreach (var other in ledgers)
        {
            var span = Span.Holding(other.Period, day);
            var (number, before) = (span.Number, span.Kind == PeriodKind.None ? 0 : span.Before.Number);
            var rows = await RowQuery.Counted(db, other.Key, from, below).Where(r => r.Period == number || r.Period == before).Select(r => new { r.Division, r.Period, r.Values }).ToListAsync(ct);
            all[other.Key] = [.. rows.GroupBy(r => r.Division).SelectMany(g => g.Where(r => r.Period == g.Max(o => o.Period))).Select(r => new FactRow(r.Division, RowValues.Open(r.Values)))];
        }
        return all;
    }

    /// <summary>The rows of the ledger itself in a period.</summary>
    public async Task<IReadOnlyList<(Guid Id, FactRow Fact)>> SelfAsync(LedgerRules rules, long county, Span span, CancellationToken ct)
    {
        var ((from, below), number, opens) = (Scope.Range(county), span.Number, rules.ReadsSealed(rules.Checks));
        var rows = await RowQuery.Counted(db, rules.Ledger.Key, from, below).Where(r => r.Period == number)
            .Select(r => new { r.Id, r.Division, r.Values, Box = opens ? r.ValuesSealed : null }).ToListAsync(ct);
        return [.. rows.Select(r => (r.Id, new FactRow(r.Division, RowValues.Open(r.Values, r.Box, seal))))];
    }
}
