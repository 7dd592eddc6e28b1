using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Rows;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Expressions;

/// <summary>A row as expressions see it: texts in their canonical form by English name.</summary>
internal readonly record struct FactRow(long Division, IReadOnlyDictionary<string, string> Values);

/// <summary>A check that found something.</summary>
internal sealed record Finding(int Row, string Severity, string Message, string? Requirement);

/// <summary>A measure of a group: exact value for reckoning, text for people; null where there is nothing to measure.</summary>
internal readonly record struct Figure(decimal? Value, string Text)
{
    public static readonly Figure None = new(null, "—");
}

/// <summary>A total of an area: what it is, what it should be.</summary>
internal sealed record TotalState(LedgerTotal Total, Figure Value, Figure Target)
{
    /// <summary>An aim that nobody has set never alerts.</summary>
    public bool Holds => Target.Value is not { } target || (Total.Relation switch { ">=" => (Value.Value ?? 0) >= target, "<=" => (Value.Value ?? 0) <= target, _ => (Value.Value ?? 0) == target });
}

/// <summary>Runs compiled expressions over rows. Rows of other ledgers, and those of the same ledger that were there before, are handed in where an expression looks at them.</summary>
internal sealed partial class Evaluation(LedgerRules rules, IParameterSource parameters, DateOnly asOf, IReadOnlyDictionary<string, IReadOnlyList<FactRow>>? others = null, IReadOnlyList<FactRow>? known = null)
{
    private readonly IReadOnlyList<FactRow> before = known ?? [];

    private static readonly ScreeningOptions Alone = new() { Threads = 1, IgnoreEffective = true };

    /// <summary>What the checks find, by row.</summary>
    public List<Finding> Check(IReadOnlyList<FactRow> rows)
    {
        var findings = new List<Finding>();
        foreach (var (first, result) in AskEach(rows, rules.Checks))
        {
            foreach (var hit in result.Hits)
            {
                var check = rules.Ledger.Checks[Number(result.Rules[hit.Rule])];
                findings.Add(new(first + hit.Household, check.Severity, Identity.Shown(result.Explain(hit).Message), check.Requirement));
            }
        }
        return findings;
    }

    /// <summary>Values of the formula fields of each row, canonical, by English name.</summary>
    public List<Dictionary<string, string>> Compute(IReadOnlyList<FactRow> rows) => Compute(rows, rules.Computed);

    /// <summary>The same of some formulas.</summary>
    public List<Dictionary<string, string>> Compute(IReadOnlyList<FactRow> rows, RuleSet formulas)
    {
        var computed = rows.Select(_ => new Dictionary<string, string>(StringComparer.Ordinal)).ToList();
        foreach (var (first, result) in AskEach(rows, formulas))
        {
            foreach (var hit in result.Hits)
            {
                var english = LedgerRules.FieldOf(result.Rules[hit.Rule]);
                // what is no field is a part of a measure, and is measured as it is
                if (result.Explain(hit).Measures[0] is { Value: not null } value && (rules.Ledger[english] is { } field ? Identity.Shown(ValueWords.Computed(field, value)) : value.Text) is { Length: > 0 } text)
                    computed[first + hit.Household][english] = text;
            }
        }
        return computed;
    }

    /// <summary>Which rows each of the rules takes, and what a row counts for: its first measure, a whole number or 分; one where it has none; null where there is nothing to measure.</summary>
    public IEnumerable<(string Rule, int Row, long? Value)> Take(IReadOnlyList<FactRow> rows, RuleSet set)
    {
        foreach (var (first, result) in AskEach(rows, set))
            foreach (var hit in result.Hits)
                yield return (result.Rules[hit.Rule].Id, first + hit.Household, result.Rules[hit.Rule].Measures.Count == 0 ? 1 : result.Explain(hit).Measures[0].Value as long?);
    }

    /// <summary>The measures of each group; one household of the engine is one group.</summary>
    public Figure[][] Measure(FactStoreBuilder groups, int count)
    {
        var figures = Enumerable.Range(0, count).Select(_ => Enumerable.Repeat(Figure.None, rules.Ledger.Rollups.Count).ToArray()).ToArray();
        AddOthers(groups, count, new Joins(rules.Rollups));
        var result = Run(groups.Build(), rules.Rollups);
        foreach (var hit in result.Hits)
            figures[hit.Household][Number(result.Rules[hit.Rule])] = FigureOf(result.Explain(hit).Measures[0], rules.Rollups[result.Rules[hit.Rule].Id]!.Measures[0].Value.Type);
        return figures;
    }

    /// <summary>Which rows stand behind a figure.</summary>
    public HashSet<int> Behind(int rollup, IReadOnlyList<FactRow> rows)
    {
        if (rules.Conditions[$"w{rollup}"] is not { } rule)
            return [.. Enumerable.Range(0, rows.Count)];
        var set = new RuleSet([rule], rules.Parameters, rules.GroupCatalogue);
        var store = Group(rows, 0, new Joins(set));
        var result = Run(store, set);
        var behind = new HashSet<int>();
        foreach (var hit in result.Hits)
            foreach (var row in result.EvidenceOf(hit))
                behind.Add(store.SourceRow(rules.GroupFact, row) - 1);
        return behind;
    }

    /// <summary>The totals over the rows of one area.</summary>
    public List<TotalState> Totals(long area, IReadOnlyList<FactRow> rows, IEnumerable<LedgerTotal> wanted)
    {
        var store = Group(rows, area, new Joins(rules.Totals, rules.Targets));
        var (whole, alone) = (Run(store, rules.Totals), Run(store, rules.Targets));
        Figure Find(ScreeningResult result, string id, string name)
        {
            foreach (var hit in result.Hits.Where(h => result.Rules[h.Rule].Id == id))
                if (result.Explain(hit).Measures.FirstOrDefault(m => m.Name == name) is { } measure)
                    return FigureOf(measure, result.Rules[hit.Rule].Measures.First(m => m.Name == name).Value.Type);
            return Figure.None;
        }
        return [.. wanted.Select(total =>
        {
            var at = rules.Ledger.Totals.Index().First(t => t.Item == total).Index;
            var target = Find(whole, $"t{at}", LedgerRules.Target);
            return new TotalState(total, Find(whole, $"t{at}", LedgerRules.Value) is { Value: not null } value ? value : new(0, "0"), target.Value is null ? Find(alone, $"z{at}", LedgerRules.Target) : target);
        })];
    }

    /// <summary>The rows with what looks into other ledgers worked out, as groups need them.</summary>
    public IReadOnlyList<FactRow> Reckoned(IReadOnlyList<FactRow> rows)
    {
        if (rules.RowByRow.Rules.Count == 0)
            return rows;
        var computed = Compute(rows, rules.RowByRow);
        return [.. rows.Select((row, at) =>
        {
            var values = row.Values.Where(v => !rules.Reckoned.Contains(v.Key)).ToDictionary(StringComparer.Ordinal);
            foreach (var (field, text) in computed[at])
                values[field] = text;
            return row with { Values = values };
        })];
    }

    private ScreeningResult Run(FactStore store, RuleSet set) => Screener.Run(store, set, parameters, asOf, Alone);

    private static int Number(Rule rule) => int.Parse(rule.Id.AsSpan(1), CultureInfo.InvariantCulture);

    private static Figure FigureOf(NamedValue value, ExprType type) => value.Value switch
    {
        null => Figure.None,
        long fen when type.Kind == ValueKind.Money => new(fen / 100m, value.Text),
        long whole => new(whole, value.Text),
        decimal number => new(number, value.Text),
        bool flag => new(flag ? 1 : 0, value.Text),
        _ => new(null, value.Text),
    };
}
