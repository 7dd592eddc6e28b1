using System.Globalization;
using Xianjie.Ledgers.Rows;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Expressions;

/// <summary>How rows come before the engine: many in a group for measures, one a household for checks and formulas, with those of other ledgers beside.</summary>
internal sealed partial class Evaluation
{
    private const int MostHeld = 50_000;

    /// <summary>All rows as one group.</summary>
    private FactStore Group(IReadOnlyList<FactRow> rows, long area, Joins joins)
    {
        var builder = Begin(rules.GroupCatalogue, 1, _ => area);
        var fact = builder.Fact(rules.GroupFact);
        foreach (var (at, row) in Reckoned(rows).Index())
            Add(fact, rules.GroupFact, row, 0, at + 1);
        AddOthers(builder, 1, joins);
        return builder.Build();
    }

    /// <summary>An empty builder with so many groups, for rows that come one by one.</summary>
    public FactStoreBuilder Begin(Catalogue catalogue, int count, Func<int, long> division)
    {
        var builder = new FactStoreBuilder(catalogue);
        for (var group = 0; group < count; group++)
            BeginGroup(builder, catalogue, division(group));
        return builder;
    }

    public static void BeginGroup(FactStoreBuilder builder, Catalogue catalogue, long division)
    {
        var households = builder.Fact(catalogue.Household);
        households.Begin();
        if (division > 0)
            households.Set(catalogue.Household["行政区划"]!, division.ToString("D12", CultureInfo.InvariantCulture));
        households.End();
    }

    public static void Add(FactBuilder builder, FactTable fact, FactRow row, int group, int number)
    {
        builder.Begin(group, -1, number);
        foreach (var column in fact.Columns)
            if (column.Expression is null && row.Values.TryGetValue(column.English, out var text))
                builder.Set(column, Identity.InFacts(text, column.English, row.Values));
        foreach (var name in new[] { LedgerFacts.Place, LedgerFacts.Township })
            if (fact[name] is { Expression: null } column && LedgerFacts.PlaceOf(column, row) is { Length: > 0 } place)
                builder.Set(column, place);
        builder.End();
    }

    /// <summary>Rows of other ledgers that the measures of groups look into.</summary>
    private void AddOthers(FactStoreBuilder builder, int groups, Joins joins)
    {
        foreach (var (fact, theirs) in Named(rules.GroupCatalogue, joins))
            for (var group = 0; group < groups; group++)
                foreach (var (at, row) in theirs.Index())
                    Add(builder.Fact(fact), fact, row, group, at + 1);
    }

    private IEnumerable<(FactTable Fact, IReadOnlyList<FactRow> Theirs)> Named(Catalogue catalogue, Joins joins) =>
        from other in rules.Offered
        let fact = catalogue[other.Title]
        where fact is not null && joins.Names(fact)
        let theirs = others?.GetValueOrDefault(other.Key)
        where theirs is not null
        select (fact, joins.Told(fact, theirs));

    /// <summary>Asks the rules of each row with the rows that it can meet beside it, of so many rows at a time that all these are not too many to hold.</summary>
    private IEnumerable<(int First, ScreeningResult Result)> AskEach(IReadOnlyList<FactRow> rows, RuleSet set)
    {
        if (set.Rules.Count == 0)
            yield break;
        var joins = new Joins(set);
        var beside = Named(rules.RowCatalogue, joins).Select(n => (n.Fact, n.Theirs, Below: (Func<int, int>)(_ => n.Theirs.Count))).ToList();
        // of the same ledger a row meets those that were there, and those before it in the batch
        if (rules.RowCatalogue[rules.Ledger.Title] is { } own && joins.Names(own))
            beside.Add((own, [.. before, .. rows], at => before.Count + at));
        var (builder, first, held) = (new FactStoreBuilder(rules.RowCatalogue), 0, 0);
        foreach (var (at, row) in rows.Index())
        {
            BeginGroup(builder, rules.RowCatalogue, row.Division);
            Add(builder.Fact(rules.RowFact), rules.RowFact, row, at - first, at + 1);
            held++;
            foreach (var (fact, theirs, below) in beside)
            {
                foreach (var met in (joins.Met(fact, theirs, row) ?? Enumerable.Range(0, theirs.Count)).TakeWhile(m => m < below(at)))
                {
                    Add(builder.Fact(fact), fact, theirs[met], at - first, met + 1);
                    held++;
                }
            }
            if (held < MostHeld && at < rows.Count - 1)
                continue;
            yield return (first, Run(builder.Build(), set));
            (builder, first, held) = (new FactStoreBuilder(rules.RowCatalogue), at + 1, 0);
        }
    }
}
