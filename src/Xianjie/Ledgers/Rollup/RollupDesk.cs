using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Rollup;

/// <summary>What a roll-up is asked for.</summary>
/// <param name="Group">Field by which it is split; null: by the places below.</param>
/// <param name="Approved">Only rows that every level has agreed to.</param>
internal sealed record RollupAsk(Ledger Ledger, Span Span, long Area, LedgerField? Group, bool Approved);

internal sealed record RollupLine(string Title, long Area, string? Value, Figure[] Figures);

internal sealed record RollupTable(IReadOnlyList<RollupLine> Lines, RollupLine Whole, int Rows, IReadOnlyList<TotalState> Totals);

/// <summary>Adds a ledger up by place or by a field: one walk over the rows of a period, measured by the engine.</summary>
internal sealed class RollupDesk(XianjieDb db, LedgerBook book, OtherRows others, ParameterOverlay overlay, Places places, Seal seal, Clock clock)
{
    public const string Blank = "（未填）";

    public async Task<RollupTable> BuildAsync(RollupAsk ask, CancellationToken ct)
    {
        var rules = await book.RulesAsync(ask.Ledger, ct);
        var evaluation = await EvaluationAsync(rules, ask.Span, ask.Area, ct);
        var (groups, order) = (new Dictionary<(long, string?), int>(), new List<(long Area, string? Value)> { (ask.Area, null) });
        var builder = evaluation.Begin(rules.GroupCatalogue, 1, _ => ask.Area);
        var fact = builder.Fact(rules.GroupFact);
        IReadOnlyList<Places.Place> children = ask.Group is null ? places.Children(ask.Area) : [];
        foreach (var child in children)
            Open(child.Code, null);
        var (rows, into) = (new List<FactRow>(), new List<int>());
        await foreach (var row in ReadAsync(ask, rules.ReadsSealed(Asked(rules)), ct))
        {
            var (area, value) = ask.Group is { } field ? (ask.Area, row.Fact.Values.GetValueOrDefault(field.English) is { Length: > 0 } text ? text : Blank) : (Below(children, row.Fact.Division), (string?)null);
            if (!groups.TryGetValue((area, value), out var at))
                at = Open(area, value);
            rows.Add(row.Fact);
            into.Add(at);
        }
        foreach (var (number, row) in evaluation.Reckoned(rows).Index())
        {
            Evaluation.Add(fact, rules.GroupFact, row, 0, number + 1);
            Evaluation.Add(fact, rules.GroupFact, row, into[number], number + 1);
        }
        var figures = evaluation.Measure(builder, order.Count);
        var level = places.Find(ask.Area)?.Level;
        var wanted = ask.Ledger.Totals.Where(t => level == t.Level switch { RowLevel.Village => DivisionLevel.Village, RowLevel.Township => DivisionLevel.Township, _ => DivisionLevel.County }).ToList();
        var lines = order.Index().Skip(1).Select(g => new RollupLine(g.Item.Value ?? Name(ask, g.Item.Area), g.Item.Area, g.Item.Value, figures[g.Index]));
        return new([.. ask.Group is null ? lines : lines.OrderBy(l => Place(ask.Group, l.Title)).ThenBy(l => l.Title, StringComparer.Ordinal)], new("合计", ask.Area, null, figures[0]), rows.Count, wanted.Count == 0 ? [] : evaluation.Totals(ask.Area, rows, wanted));

        int Open(long area, string? value)
        {
            Evaluation.BeginGroup(builder, rules.GroupCatalogue, area);
            order.Add((area, value));
            return groups[(area, value)] = order.Count - 1;
        }
    }

    /// <summary>The rows behind one figure, in the order of the list.</summary>
    public async Task<List<Guid>> BehindAsync(RollupAsk ask, int rollup, string? value, CancellationToken ct)
    {
        var rules = await book.RulesAsync(ask.Ledger, ct);
        var (ids, facts) = (new List<Guid>(), new List<FactRow>());
        await foreach (var (id, fact) in ReadAsync(ask, rules.ReadsSealed(Asked(rules)), ct))
        {
            if (ask.Group is { } field && value is not null && (fact.Values.GetValueOrDefault(field.English) is { Length: > 0 } text ? text : Blank) != value)
                continue;
            ids.Add(id);
            facts.Add(fact);
        }
        var behind = (await EvaluationAsync(rules, ask.Span, ask.Area, ct)).Behind(rollup, facts);
        return [.. ids.Where((_, at) => behind.Contains(at))];
    }

    private static RuleSet[] Asked(LedgerRules rules) => [rules.RowByRow, rules.Rollups, rules.Conditions, rules.Totals, rules.Targets];

    private async Task<Evaluation> EvaluationAsync(LedgerRules rules, Span span, long area, CancellationToken ct)
    {
        var asOf = span.AsOf(clock.Today);
        return new(rules, await overlay.LoadAsync(ct), asOf, await others.LoadAsync(rules, Asked(rules), null, PeriodDesk.CountyOf(area), asOf, ct));
    }

    private async IAsyncEnumerable<(Guid Id, FactRow Fact)> ReadAsync(RollupAsk ask, bool opens, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var ((from, below), number) = (Scope.Range(ask.Area), ask.Span.Number);
        var rows = RowQuery.Counted(db, ask.Ledger.Key, from, below).Where(r => r.Period == number);
        if (ask.Approved)
            rows = rows.Where(r => r.State == RowState.已审核);
        var chosen = RowQuery.InOrder(rows).Select(r => new { r.Id, r.Division, r.Values, Box = opens ? r.ValuesSealed : null });
        await foreach (var row in chosen.AsAsyncEnumerable().WithCancellation(ct))
            yield return (row.Id, new(row.Division, RowValues.Open(row.Values, row.Box, seal)));
    }

    private static long Below(IReadOnlyList<Places.Place> children, long division)
    {
        foreach (var child in children)
        {
            var (from, below) = Scope.Range(child.Code);
            if (division >= from && division < below)
                return child.Code;
        }
        return division;
    }

    private string Name(RollupAsk ask, long area) => area == ask.Area ? $"{places.Name(area)}本级" : places.Find(area)?.Short ?? places.Name(area);

    private static int Place(LedgerField field, string value) => field.Codes?.NumberOf(value) is > 0 and var number ? number : int.MaxValue;
}
