namespace Xianjie.Screening;

/// <summary>The type of a catalogue column; see <c>catalogue/README.md</c>.</summary>
public enum ColumnType
{
    Text, Code, Codes, Bool, Int, Decimal, Money, Date, Month, Year, CitizenId, DisabilityCard, CreditCode, Division, Phone,
}

/// <summary>How a column's values may be shown.</summary>
public enum ColumnClass { Plain, Personal, Sensitive }

/// <summary>One column of a fact table.</summary>
public sealed class Column
{
    internal Column(string name, string english, ColumnType type, int ordinal)
    {
        (Name, English, Type, Ordinal) = (name, english, type, ordinal);
    }

    public string Name { get; }

    /// <summary>English name, snake_case, unique within its fact.</summary>
    public string English { get; }

    public ColumnType Type { get; }

    /// <summary>Position within the fact's <see cref="FactTable.Columns"/>.</summary>
    public int Ordinal { get; }

    public bool Required { get; internal init; }

    /// <summary>The values of a code column; null for other types.</summary>
    public CodeList? Codes { get; internal init; }

    public decimal? Min { get; internal init; }

    public decimal? Max { get; internal init; }

    public string? Unit { get; internal init; }

    public IReadOnlyList<string> Synonyms { get; internal init; } = [];

    public ColumnClass Class { get; internal init; }

    /// <summary>Expression text of a derived column; null for a stored one.</summary>
    public string? Expression { get; internal init; }

    internal YamlScalar? ExpressionSource { get; init; }

    /// <summary>True if the header of a file names this column.</summary>
    public bool IsNamed(string header) => header == Name || header == English || Synonyms.Contains(header);

    public override string ToString() => Name;
}
