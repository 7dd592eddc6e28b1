using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Indicators;

/// <summary>Reads the rows of a ledger's period once for all indicators over it, and keeps what they gave for the request.</summary>
internal sealed class LedgerWalk(XianjieDb db, LedgerBook book, LedgerSideShelf shelf, OtherRows others, ParameterOverlay overlay, Seal seal, Clock clock)
{
    private readonly Dictionary<(string Ledger, int First, int Period, DateOnly AsOf), List<(long From, long Below, Dictionary<string, List<RowKey>> Sides)>> read = [];

    /// <summary>Rows of a side, in the order of places; rows that were sent back do not count.</summary>
    public async Task<IReadOnlyList<RowKey>> RowsAsync(LedgerSide side, Ledger ledger, DateOnly day, long from, long below, CancellationToken ct)
    {
        var span = Span.Holding(ledger.Period, day);
        var first = side.Rows.IsOverYear && ledger.Period != PeriodKind.None ? Span.Holding(ledger.Period, new(day.Year, 1, 1)).Number : span.Number;
        var asOf = ledger.Period == PeriodKind.None || day > clock.Today ? clock.Today : day;
        var parts = read.TryGetValue((ledger.Key, first, span.Number, asOf), out var known) ? known : read[(ledger.Key, first, span.Number, asOf)] = [];
        var part = parts.Find(p => p.From <= from && below <= p.Below);
        if (part.Sides is null)
            parts.Add(part = (from, below, await WalkAsync(ledger, first, span.Number, asOf, from, below, ct)));
        var rows = part.Sides.GetValueOrDefault(side.Id) ?? [];
        return (part.From, part.Below) == (from, below) ? rows : [.. rows.Where(r => r.Division >= from && r.Division < below)];
    }

    private async Task<Dictionary<string, List<RowKey>>> WalkAsync(Ledger ledger, int first, int period, DateOnly asOf, long from, long below, CancellationToken ct)
    {
        var rules = await book.RulesAsync(ledger, ct);
        var (sides, opens) = (shelf.Of(rules), shelf.Of(rules).NeedsSealed);
        var (taken, seen) = (sides.Sides.ToDictionary(s => s.Id, _ => new List<RowKey>()), new HashSet<(string, long, string)>());
        var evaluation = new Evaluation(rules, await overlay.LoadAsync(ct), asOf, await others.LoadAsync(rules, [sides.Rules], null, from % 1_000_000 == 0 ? from : PeriodDesk.CountyOf(from), asOf, ct));
        var batch = new List<(Guid Id, Guid? Household, Guid? Person, FactRow Fact)>();
        var rows = RowQuery.InOrder(RowQuery.Counted(db, ledger.Key, from, below).Where(r => r.Period >= first && r.Period <= period))
            .Select(r => new { r.Id, r.Division, r.HouseholdId, r.PersonId, r.Values, Box = opens ? r.ValuesSealed : null });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            batch.Add((row.Id, row.HouseholdId, row.PersonId, new(row.Division, RowValues.Open(row.Values, row.Box, seal))));
            if (batch.Count == 50_000)
                Take();
        }
        Take();
        return taken;

        void Take()
        {
            var byId = sides.Sides.ToDictionary(s => s.Id);
            foreach (var (rule, at, value) in evaluation.Take([.. batch.Select(b => b.Fact)], sides.Rules))
            {
                var (row, side) = (batch[at], byId[rule]);
                if (value is { } number && (side.Rows.Distinct is not { } name || seen.Add((rule, row.Fact.Division, Who(ledger[name]!, row.Household, row.Person, row.Fact)))))
                    taken[rule].Add(new(row.Id, row.Fact.Division, number));
            }
            batch.Clear();
        }
    }

    private static string Who(LedgerField field, Guid? household, Guid? person, FactRow row) => field.Type switch
    {
        FieldType.Person when person is { } id => id.ToString(),
        FieldType.Household when household is { } id => id.ToString(),
        _ => row.Values.GetValueOrDefault(field.English, string.Empty),
    };
}
