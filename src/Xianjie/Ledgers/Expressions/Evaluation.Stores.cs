using System.Globalization;
using Xianjie.Ledgers.Rows;
using Xianjie.Screening;

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

    /// <summary>Rows of other ledgers that the row can meet.</summary>
    private void AddMet(FactStoreBuilder builder, FactRow row, int household, Joins joins)
    {
        foreach (var (fact, theirs) in Named(rules.RowCatalogue, joins))
            foreach (var at in joins.Met(fact, theirs, row) ?? [.. Enumerable.Range(0, theirs.Count)])
                Add(builder.Fact(fact), fact, theirs[at], household, at + 1);
    }

    private IEnumerable<(FactTable Fact, IReadOnlyList<FactRow> Theirs)> Named(Catalogue catalogue, Joins joins) =>
        from other in rules.Offered
        let fact = catalogue[other.Title]
        where fact is not null && joins.Names(fact)
        let theirs = others?.GetValueOrDefault(other.Key)
        where theirs is not null
        select (fact, joins.Told(fact, theirs));

    /// <summary>So many rows at a time that with those beside them they are not too many to hold.</summary>
    private IEnumerable<(int At, IReadOnlyList<FactRow> Rows)> Parts(IReadOnlyList<FactRow> rows, Joins joins)
    {
        var (part, held) = (new List<FactRow>(), 0);
        foreach (var (at, row) in rows.Index())
        {
            part.Add(row);
            held += 1 + Named(rules.RowCatalogue, joins).Sum(n => joins.Met(n.Fact, n.Theirs, row)?.Count ?? n.Theirs.Count);
            if (held < MostHeld && at < rows.Count - 1)
                continue;
            yield return (at + 1 - part.Count, part);
            (part, held) = ([], 0);
        }
    }

    private FactStore RowStore(IReadOnlyList<FactRow> rows, int first, Joins joins)
    {
        var builder = Begin(rules.RowCatalogue, rows.Count, at => rows[at].Division);
        var fact = builder.Fact(rules.RowFact);
        foreach (var (at, row) in rows.Index())
        {
            Add(fact, rules.RowFact, row, at, at + 1);
            AddMet(builder, row, at, joins);
            if (!rules.LooksAtSelf || self is null || rules.RowCatalogue[rules.Ledger.Title] is not { } own || !joins.Names(own))
                continue;
            var canMeet = joins.MetBy(own, row);
            foreach (var (number, other) in self(first + at).Index().Where(o => canMeet(o.Item)))
                Add(builder.Fact(own), own, other, at, number + 1);
        }
        return builder.Build();
    }
}
