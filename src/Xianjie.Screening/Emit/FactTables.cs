using System.Globalization;
using System.Text;

namespace Xianjie.Screening.Emit;

/// <summary>The tables that emitted rules read: names, DDL, indexes, and the order of columns in a file to be copied in.</summary>
public static class FactTables
{
    /// <summary>Column names in file and table order: the keys, then every stored column by its English name.</summary>
    public static IReadOnlyList<string> Header(FactTable fact) => [.. Keys(fact), .. Stored(fact).Select(c => c.English)];

    /// <summary>CREATE TABLE of one fact.</summary>
    public static string Create(FactTable fact, SqlDialect dialect)
    {
        var lines = Keys(fact).Select(k => $"  {k} bigint not null")
            .Concat(Stored(fact).Select(c => $"  {SqlDialect.Quote(c.English)} {dialect.TypeOf(c.Type)}"));
        return new StringBuilder($"create table {SqlDialect.Quote(fact.English)} (\n").AppendJoin(",\n", lines).Append("\n);").ToString();
    }

    /// <summary>The index that every join and subquery of emitted rules uses; to be made after the rows are in.</summary>
    public static string CreateIndex(FactTable fact) =>
        $"create {(fact.Single ? "unique " : "")}index {SqlDialect.Quote($"{fact.English}_by_household")} on {SqlDialect.Quote(fact.English)} ({string.Join(", ", Keys(fact))});";

    /// <summary>DDL of every fact of a catalogue, without indexes.</summary>
    public static string CreateAll(Catalogue catalogue, SqlDialect dialect) => string.Join("\n", catalogue.Facts.Select(f => Create(f, dialect)));

    /// <summary>Every index of a catalogue.</summary>
    public static string CreateIndexes(Catalogue catalogue) => string.Join("\n", catalogue.Facts.Select(CreateIndex));

    private static string[] Keys(FactTable fact) => fact.Grain == Grain.Person ? ["household_id", "person_id"] : ["household_id"];

    private static IEnumerable<Column> Stored(FactTable fact) => fact.Columns.Where(c => c.Expression is null);

    /// <summary>
    /// The rows of one fact as the database takes them, in the order of <see cref="Header"/>: long, string, bool, decimal, DateOnly (PostgreSQL) or null.
    /// Households and persons are the store's ordinals.
    /// </summary>
    public static IEnumerable<object?[]> Rows(FactStore store, FactTable fact, SqlDialect dialect)
    {
        var table = store.Table(fact);
        var columns = Stored(fact).Select(c => (Column: c, Data: table.Column(c))).ToList();
        var byPerson = fact.Grain == Grain.Person;
        for (var household = 0; household < store.Households; household++)
        {
            for (var row = table.Offsets[household]; row < table.Offsets[household + 1]; row++)
            {
                var at = row;
                yield return [(long)household, .. byPerson ? [(long)table.Persons[row]] : Array.Empty<object?>(), .. columns.Select(c => Cell(c.Column, c.Data, at, dialect))];
            }
        }
    }

    /// <summary>Writes one fact as CSV with a header, as PostgreSQL's COPY … WITH (FORMAT csv, HEADER) reads it: nothing for null, "" for an empty text.</summary>
    public static void WriteCsv(FactStore store, FactTable fact, SqlDialect dialect, TextWriter to) => WriteCsv(Header(fact), Rows(store, fact, dialect), to);

    /// <summary>The same for any rows of such values.</summary>
    public static void WriteCsv(IEnumerable<string> header, IEnumerable<object?[]> rows, TextWriter to)
    {
        to.Write(string.Join(',', header));
        to.Write('\n');
        foreach (var row in rows)
        {
            to.Write(string.Join(',', row.Select(Csv)));
            to.Write('\n');
        }
    }

    private static object? Cell(Column column, ColumnData data, int row, SqlDialect dialect)
    {
        if (data is TextData text) return text.Get(row);
        var value = data[row];
        if (value == ColumnData.Null) return null;
        return column.Type switch
        {
            ColumnType.Bool when dialect.IsFixedPoint => value - 1,
            ColumnType.Bool => value == 2,
            ColumnType.Decimal when !dialect.IsFixedPoint => value / 10_000m,
            ColumnType.Date or ColumnType.Month => Day(DateOnly.FromDayNumber((int)value), dialect),
            ColumnType.CitizenId => PackedId.Text(value),
            _ => value,
        };
    }

    private static object Day(DateOnly day, SqlDialect dialect) =>
        dialect.IsFixedPoint ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : day;

    private static string Csv(object? value) => value switch
    {
        null => "",
        string text => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
