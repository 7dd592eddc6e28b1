namespace Xianjie.Screening;

/// <summary>Whether a row of a fact belongs to a household or to one person in it.</summary>
public enum Grain { Household, Person }

/// <summary>A table of facts that the registry or a department delivers.</summary>
public sealed class FactTable
{
    private readonly Dictionary<string, Column> byName = new(StringComparer.Ordinal);

    internal FactTable(string name, string english, int ordinal, IReadOnlyList<Column> columns)
    {
        (Name, English, Ordinal, Columns) = (name, english, ordinal, columns);
        foreach (var column in columns)
        {
            byName.TryAdd(column.Name, column);
            byName.TryAdd(column.English, column);
        }
    }

    public string Name { get; }

    public string English { get; }

    /// <summary>Position within <see cref="Catalogue.Facts"/>.</summary>
    public int Ordinal { get; }

    /// <summary>Who delivers it; <c>registry</c> is the household registry.</summary>
    public string Department { get; internal init; } = "";

    public Grain Grain { get; internal init; }

    /// <summary>True where a household (person) has at most one row.</summary>
    public bool Single { get; internal init; }

    /// <summary>Stored columns first, then derived ones.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Columns that identify a row within its household or person; empty if every row counts.</summary>
    public IReadOnlyList<Column> Key { get; internal init; } = [];

    /// <summary>The column that dates a row; null if it has none.</summary>
    public Column? Date { get; internal init; }

    /// <summary>The column by Chinese or English name.</summary>
    public Column? this[string name] => byName.GetValueOrDefault(name);

    /// <summary>The column that a file header names, by name, English name or synonym.</summary>
    public Column? ByHeader(string header) => this[header] ?? Columns.FirstOrDefault(c => c.Synonyms.Contains(header));

    public override string ToString() => Name;
}
