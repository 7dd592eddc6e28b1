using System.Globalization;

namespace Xianjie.Screening;

/// <summary>Facts of many households in memory, in columns, ready to be screened. Immutable and safe for concurrent reading.</summary>
public sealed class FactStore
{
    private readonly TableData[] tables;
    private readonly PersonIndex index;

    internal FactStore(Catalogue catalogue, TableData[] tables, PersonIndex index, LoadReport report)
    {
        (Catalogue, this.tables, this.index, Report) = (catalogue, tables, index, report);
        Households = tables[catalogue.Household.Ordinal].Offsets.Length - 1;
        Persons = tables[catalogue.Member.Ordinal].Count;
    }

    public Catalogue Catalogue { get; }

    /// <summary>How many households; they have the ordinals 0 to Households − 1.</summary>
    public int Households { get; }

    /// <summary>How many persons; a person's ordinal is also the row of 成员.</summary>
    public int Persons { get; }

    /// <summary>What was read, refused and not matched.</summary>
    public LoadReport Report { get; }

    internal PersonIndex Index => index;

    internal TableData Table(FactTable fact) => tables[fact.Ordinal];

    /// <summary>Memory that the facts take, by column, in bytes; a null column is what every row takes.</summary>
    public IEnumerable<(FactTable Fact, Column? Column, long Bytes)> Memory() => tables.SelectMany(t => t.Fact.Columns
        .Where(c => t.Columns[c.Ordinal] is not null).Select(c => (t.Fact, (Column?)c, t.Columns[c.Ordinal]!.Bytes))
        .Append((t.Fact, null, (t.Offsets.Length + t.Persons.Length + t.RowNumbers.Length) * 4L + t.Sources.Length * 2L)));

    /// <summary>Number of rows of a fact.</summary>
    public int RowCount(FactTable fact) => Table(fact).Count;

    /// <summary>The rows of one household in a fact.</summary>
    public Range Rows(FactTable fact, int household) => Table(fact).Offsets[household]..Table(fact).Offsets[household + 1];

    /// <summary>The household of a person.</summary>
    public int HouseholdOf(int person)
    {
        var offsets = Table(Catalogue.Member).Offsets;
        var (low, high) = (0, offsets.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (offsets[middle] <= person) low = middle;
            else high = middle;
        }
        while (offsets[low + 1] <= person) low++;
        return low;
    }

    /// <summary>The person with a citizen id given as 18 (or 15) characters; −1 if there is none.</summary>
    public int PersonOf(string citizenId) =>
        PackedId.TryRead(System.Text.Encoding.UTF8.GetBytes(citizenId.Trim()), out var id) ? index.Find(id) : -1;

    /// <summary>Row number in the source file, from 1 without the header; 0 if the row came from elsewhere.</summary>
    public int SourceRow(FactTable fact, int row) => Table(fact).RowNumbers[row];

    /// <summary>Name of the file that a row came from.</summary>
    public string SourceName(FactTable fact, int row) => Report.SourceName(fact, Table(fact).Sources is { Length: > 0 } sources ? sources[row] : 0);

    /// <summary>A stored cell as the engine holds it: long, decimal, string, bool, DateOnly or null; money in 分.</summary>
    public object? Value(FactTable fact, Column column, int row)
    {
        var data = Table(fact).Column(column);
        if (data is TextData text) return text.Get(row);
        return data[row] == ColumnData.Null ? null : ValueText.Box(ExprTypeOf(column), data[row]);
    }

    /// <summary>A stored cell for people to read; empty for null.</summary>
    public string Display(FactTable fact, Column column, int row)
    {
        var data = Table(fact).Column(column);
        if (data is TextData text) return text.Get(row) ?? "";
        var value = data[row];
        if (value == ColumnData.Null) return "";
        return column.Type == ColumnType.Year ? value.ToString(CultureInfo.InvariantCulture) : ValueText.Of(ExprTypeOf(column), ValueText.Box(ExprTypeOf(column), value));
    }

    /// <summary>The household's number in the registry; empty if it was not read.</summary>
    public string HouseholdNo(int household) => Single(Catalogue.Household, "户编号", household);

    /// <summary>The household's 12-digit division; empty if it was not read.</summary>
    public string Division(int household) => Single(Catalogue.Household, "行政区划", household);

    private string Single(FactTable fact, string column, int household)
    {
        var table = Table(fact);
        if (fact[column] is not { } found || table.Columns[found.Ordinal] is not TextData data) return "";
        var row = table.Offsets[household];
        return row < table.Offsets[household + 1] ? data.Get(row) ?? "" : "";
    }

    private static Language.ExprType ExprTypeOf(Column column) => Language.ExprType.Of(column);
}
