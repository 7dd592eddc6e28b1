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
    private IEnumerable<(int First, ScreeningResult Result)> RowByRow(IReadOnlyList<FactRow> rows, RuleSet set)
    {
        if (set.Rules.Count == 0)
            yield break;
        var joins = new Joins(set);
        var named = Named(rules.RowCatalogue, joins).ToList();
        var (builder, first, held) = (new FactStoreBuilder(rules.RowCatalogue), 0, 0);
        foreach (var (at, row) in rows.Index())
        {
            BeginGroup(builder, rules.RowCatalogue, row.Division);
            Add(builder.Fact(rules.RowFact), rules.RowFact, row, at - first, at + 1);
            held += 1 + named.Sum(n => AddMet(builder, n.Fact, n.Theirs, row, at - first, joins)) + AddSelf(builder, at, at - first, row, joins);
            if (held < MostHeld && at < rows.Count - 1)
                continue;
            yield return (first, Run(builder.Build(), set));
            (builder, first, held) = (new FactStoreBuilder(rules.RowCatalogue), at + 1, 0);
        }
    }

    /// <summary>Rows of another ledger that the row can meet; how many there are.</summary>
    private static int AddMet(FactStoreBuilder builder, FactTable fact, IReadOnlyList<FactRow> theirs, FactRow row, int household, Joins joins)
    {
        var met = joins.Met(fact, theirs, row);
        foreach (var at in met ?? Enumerable.Range(0, theirs.Count))
            Add(builder.Fact(fact), fact, theirs[at], household, at + 1);
        return met?.Count ?? theirs.Count;
    }

    private int AddSelf(FactStoreBuilder builder, int at, int household, FactRow row, Joins joins)
    {
        if (self is null || rules.RowCatalogue[rules.Ledger.Title] is not { } own || !joins.Names(own))
            return 0;
        var (canMeet, added) = (joins.MetBy(own, row), 0);
        foreach (var (number, other) in self(at).Index().Where(o => canMeet(o.Item)))
        {
            Add(builder.Fact(own), own, other, household, number + 1);
            added++;
        }
        return added;
    }
}
