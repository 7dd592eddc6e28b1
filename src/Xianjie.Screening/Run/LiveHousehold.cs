using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>One household on its own: its facts copied from a store, or given row by row, screened by the very rules of the batch.</summary>
public static class LiveHousehold
{
    /// <summary>Copies one household into a builder, to which rows can be added before it is screened.</summary>
    /// <param name="store">Where the household is.</param>
    /// <param name="household">Its ordinal there.</param>
    /// <returns>A builder in which the household has the handle 0 and its members the handles 0, 1, … in their order.</returns>
    public static FactStoreBuilder Copy(FactStore store, int household)
    {
        var builder = new FactStoreBuilder(store.Catalogue, Stored(store));
        var member = store.Table(store.Catalogue.Member);
        var firstPerson = member.Offsets[household];
        foreach (var fact in store.Catalogue.Facts)
        {
            var table = store.Table(fact);
            for (var row = table.Offsets[household]; row < table.Offsets[household + 1]; row++)
                CopyRow(table, row, builder.Fact(fact), firstPerson);
        }
        return builder;
    }

    /// <summary>Runs rules on the households of a builder on one thread.</summary>
    public static ScreeningResult Screen(FactStoreBuilder builder, RuleSet rules, DateOnly asOf, IParameterSource? parameters = null) =>
        Screener.Run(builder.Build(), rules, parameters, asOf, new ScreeningOptions { Threads = 1 });

    private static void CopyRow(TableData table, int row, FactBuilder target, int firstPerson)
    {
        target.Begin(0, table.Persons.Length == 0 ? -1 : table.Persons[row] - firstPerson, table.RowNumbers[row]);
        foreach (var column in table.Fact.Columns)
        {
            if (table.Columns[column.Ordinal] is not { } data) continue;
            if (data is TextData text) target.Copy(column, text.Ids[row] == 0 ? default : text.Pool.Bytes(text.Ids[row]));
            else target.Set(column, data[row]);
        }
        // rows of a store are without doubles already; a number of its own keeps each
        target.EndCopy(row);
    }

    private static HashSet<Column> Stored(FactStore store) =>
        [.. store.Catalogue.Facts.SelectMany(f => f.Columns.Where(c => store.Table(f).Columns[c.Ordinal] is not null))];
}
