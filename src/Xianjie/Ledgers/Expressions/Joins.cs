using Xianjie.Ledgers.Rows;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Expressions;

/// <summary>
/// Which rows of another ledger a row can meet. Where every look at that ledger asks for columns equal to some of the row's own (资产 = row.资产名称),
/// only rows that share those values are put beside it: a register and its patrols then cost as much as they have rows, not the product of both.
/// </summary>
internal sealed class Joins
{
    private sealed record Key(IReadOnlyList<(Column Theirs, Column Own)> Pairs);

    // null: some look asks for no equal column, so that any row may be met
    private readonly Dictionary<FactTable, List<Key>?> keys = [];
    private readonly Dictionary<(FactTable, Key), Dictionary<string, List<int>>> indexes = [];
    private readonly Dictionary<FactTable, (HashSet<Column> Columns, bool IsCounted)> asked = [];
    private readonly Dictionary<FactTable, IReadOnlyList<FactRow>> told = [];

    public Joins(params RuleSet[] sets)
    {
        foreach (var look in sets.SelectMany(s => s.Rules).SelectMany(ExprWalk.All).OfType<Subquery>())
        {
            var (columns, isCounted) = asked.TryGetValue(look.Fact, out var before) ? before : ([], false);
            columns.UnionWith(ExprWalk.All(look).OfType<ColumnRef>().Where(c => c.Fact == look.Fact && c.Scope == RowScope.Sub).Select(c => c.Column));
            asked[look.Fact] = (columns, isCounted || look.Kind is not (AggregateKind.Exists or AggregateKind.None));
            var pairs = Conjuncts(look.Where).Select(c => PairOf(c, look.Fact)).OfType<(Column Theirs, Column Own)>().ToList();
            if (pairs.Count == 0)
                keys[look.Fact] = null;
            else if (!keys.TryGetValue(look.Fact, out var known))
                keys[look.Fact] = [new(pairs)];
            else if (known?.TrueForAll(k => !k.Pairs.SequenceEqual(pairs)) == true)
                known.Add(new(pairs));
        }
    }

    /// <summary>Some expression looks into the fact.</summary>
    public bool Names(FactTable fact) => keys.ContainsKey(fact);

    /// <summary>The rows that tell of something: where only their being there is asked, rows alike in what is asked of them are one.</summary>
    public IReadOnlyList<FactRow> Told(FactTable fact, IReadOnlyList<FactRow> theirs)
    {
        if (told.TryGetValue(fact, out var known))
            return known;
        var (columns, isCounted) = asked[fact];
        return told[fact] = isCounted ? theirs : [.. theirs.DistinctBy(r => string.Join('\u001f', columns.Select(c => ValueOf(c, r))), StringComparer.Ordinal)];
    }

    /// <summary>Numbers of the rows, from 0 and in order, that the row can meet; null: all of them.</summary>
    public IEnumerable<int>? Met(FactTable fact, IReadOnlyList<FactRow> theirs, FactRow row)
    {
        if (!keys.TryGetValue(fact, out var known))
            return [];
        if (known is null)
            return null;
        var met = new SortedSet<int>();
        foreach (var key in known)
        {
            if (!indexes.TryGetValue((fact, key), out var index))
                indexes[(fact, key)] = index = Index(key, theirs);
            if (Text(key.Pairs.Select(p => p.Own), row) is { } wanted && index.TryGetValue(wanted, out var found))
                met.UnionWith(found);
        }
        return met;
    }

    /// <summary>Columns that every look at the fact asks to equal something of the row, with all the values that these rows ask for: no row with others is met, so that it need not be read.</summary>
    public IReadOnlyDictionary<Column, IReadOnlySet<string>> Wanted(FactTable fact, IReadOnlyList<FactRow> rows)
    {
        if (keys.GetValueOrDefault(fact) is not { } known)
            return new Dictionary<Column, IReadOnlySet<string>>();
        var pairs = known.SelectMany(k => k.Pairs).Distinct().ToLookup(p => p.Theirs, p => p.Own);
        return pairs.Where(p => known.TrueForAll(k => k.Pairs.Any(o => o.Theirs == p.Key)))
            .ToDictionary(p => p.Key, p => (IReadOnlySet<string>)p.SelectMany(own => rows.Select(r => ValueOf(own, r))).Where(t => t.Length > 0).ToHashSet(StringComparer.Ordinal));
    }

    private static Dictionary<string, List<int>> Index(Key key, IReadOnlyList<FactRow> rows)
    {
        var index = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (at, row) in rows.Index())
        {
            if (Text(key.Pairs.Select(p => p.Theirs), row) is not { } text)
                continue;
            if (!index.TryGetValue(text, out var same))
                index[text] = same = [];
            same.Add(at);
        }
        return index;
    }

    /// <summary>The values in one text; null where one is blank, which equals nothing.</summary>
    private static string? Text(IEnumerable<Column> columns, FactRow row)
    {
        var texts = new List<string>();
        foreach (var column in columns)
        {
            var text = ValueOf(column, row);
            if (text.Length == 0)
                return null;
            texts.Add(text);
        }
        return string.Join('\u001f', texts);
    }

    private static string ValueOf(Column column, FactRow row) =>
        LedgerFacts.PlaceOf(column, row) ?? (row.Values.TryGetValue(column.English, out var value) ? Identity.InFacts(value, column.English, row.Values).Trim() : string.Empty);

    private static IEnumerable<Expr> Conjuncts(Expr? where) => where switch
    {
        null => [],
        Logic { IsAnd: true } both => Conjuncts(both.Left).Concat(Conjuncts(both.Right)),
        _ => [where],
    };

    private static (Column Theirs, Column Own)? PairOf(Expr condition, FactTable fact) => condition switch
    {
        Compare { Operator: Screening.Language.Comparison.Equal, Left: ColumnRef { Scope: RowScope.Sub } theirs, Right: ColumnRef { Scope: RowScope.Row or RowScope.Single } own } when theirs.Fact == fact && IsText(theirs, own) => (theirs.Column, own.Column),
        Compare { Operator: Screening.Language.Comparison.Equal, Right: ColumnRef { Scope: RowScope.Sub } theirs, Left: ColumnRef { Scope: RowScope.Row or RowScope.Single } own } when theirs.Fact == fact && IsText(theirs, own) => (theirs.Column, own.Column),
        _ => null,
    };

    /// <summary>Kept as one text each on both sides, so that equal values are equal texts.</summary>
    private static bool IsText(ColumnRef one, ColumnRef other) => one.Type.Kind == other.Type.Kind && one.Type.Kind is ValueKind.Text or ValueKind.Code or ValueKind.Date or ValueKind.Id;
}
