using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Rows;

/// <summary>Rows of the ledgers that an expression looks into: of the county, in the period that holds the day; of a place that has none in it yet, those of the period before.</summary>
internal sealed class OtherRows(XianjieDb db, Seal seal)
{
    // more values than these are found faster by reading all rows
    private const int MostPlaces = 500, MostValues = 8;

    /// <param name="rules">The rules of the ledger whose expressions look.</param>
    /// <param name="asked">Those of them that are asked.</param>
    /// <param name="looking">The rows of which they are asked, so that only what these can meet is read; null: whatever rows.</param>
    /// <param name="county">The county whose rows are seen.</param>
    /// <param name="day">The day whose periods are seen.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FactRow>>> LoadAsync(LedgerRules rules, IReadOnlyList<RuleSet> asked, IReadOnlyList<FactRow>? looking, long county, DateOnly day, CancellationToken ct)
    {
        var (from, below) = Scope.Range(county);
        var joins = new Joins([.. asked]);
        var all = new Dictionary<string, IReadOnlyList<FactRow>>(StringComparer.Ordinal);
        foreach (var other in rules.Looked(asked))
        {
            var span = Span.Holding(other.Period, day);
            var (key, number, before) = (other.Key, span.Number, span.Before.Number);
            var rows = RowQuery.Counted(db, key, from, below).Where(r => r.Period == number || r.Period == before);
            if (span.Kind != PeriodKind.None)
                rows = rows.Where(r => r.Period == number || !db.Set<LedgerRow>().Any(o => o.Ledger == key && o.Period == number && o.Division == r.Division && o.State != RowState.已退回));
            if (looking is not null)
                rows = Near(rows, other, joins.Wanted(rules.RowCatalogue[other.Title]!, looking));
            all[key] = [.. (await rows.Select(r => new { r.Division, r.Values }).ToListAsync(ct)).Select(r => new FactRow(r.Division, RowValues.Open(r.Values)))];
        }
        return all;
    }

    /// <summary>The rows of the ledger itself in a period that checks of these rows can look at.</summary>
    public async Task<IReadOnlyList<(Guid Id, FactRow Fact)>> SelfAsync(LedgerRules rules, IReadOnlyList<FactRow> looking, long county, Span span, CancellationToken ct)
    {
        if (!rules.LooksAtSelf)
            return [];
        var ((from, below), number, opens) = (Scope.Range(county), span.Number, rules.ReadsSealed(rules.Checks));
        var wanted = new Joins(rules.Checks).Wanted(rules.RowCatalogue[rules.Ledger.Title]!, looking);
        var rows = await Near(RowQuery.Counted(db, rules.Ledger.Key, from, below).Where(r => r.Period == number), rules.Ledger, wanted)
            .Select(r => new { r.Id, r.Division, r.Values, Box = opens ? r.ValuesSealed : null }).ToListAsync(ct);
        return [.. rows.Select(r => (r.Id, new FactRow(r.Division, RowValues.Open(r.Values, r.Box, seal))))];
    }

    /// <summary>Rows with the values that are asked for, by what the database can find: their place, and a few values as they stand in the row.</summary>
    private static IQueryable<LedgerRow> Near(IQueryable<LedgerRow> rows, Ledger ledger, IReadOnlyDictionary<Column, IReadOnlySet<string>> wanted)
    {
        foreach (var (column, texts) in wanted)
        {
            var places = texts.Select(t => long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0).ToList();
            if (texts.Count == 0)
                return rows.Where(_ => false);
            if (column.English == LedgerFacts.TownshipColumn)
            {
                var (first, last) = (places.Min(), places.Max() + 999);
                rows = rows.Where(r => r.Division >= first && r.Division <= last);
            }
            else if (column.English == LedgerFacts.PlaceColumn && places.Count <= MostPlaces)
                rows = rows.Where(r => places.Contains(r.Division));
            else if (ledger[column.English] is { IsSealed: false } && texts.Count <= MostValues)
            {
                var needles = texts.Select(t => RowValues.Needle(column.English, Identity.Shown(t))).ToList();
                rows = rows.Where(r => needles.Any(n => r.Values.Contains(n)));
            }
        }
        return rows;
    }
}
