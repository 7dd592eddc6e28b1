namespace Xianjie.Screening;

/// <summary>One fact in memory: rows sorted by household, within it by person, with the offsets of each household's rows.</summary>
internal sealed class TableData(FactTable fact, int households)
{
    public FactTable Fact => fact;

    public int Count { get; init; }

    /// <summary>Rows of household h are Offsets[h] to Offsets[h + 1] − 1.</summary>
    public int[] Offsets { get; init; } = new int[households + 1];

    /// <summary>The person of each row; empty for facts by household.</summary>
    public int[] Persons { get; init; } = [];

    /// <summary>Row numbers in the source file, from 1 without the header.</summary>
    public int[] RowNumbers { get; init; } = [];

    /// <summary>Source file of each row; empty if there is only one.</summary>
    public ushort[] Sources { get; init; } = [];

    public ColumnData?[] Columns { get; init; } = new ColumnData?[fact.Columns.Count];

    /// <summary>For 成员: each row is the person of its own place.</summary>
    public void NumberPersons()
    {
        for (var person = 0; person < Count; person++) Persons[person] = person;
    }

    private readonly Lock filling = new();

    /// <summary>A column's values, all null if it was not delivered.</summary>
    public ColumnData Column(Column column)
    {
        if (Columns[column.Ordinal] is { } data) return data;
        lock (filling) return Columns[column.Ordinal] ??= ColumnData.Empty(column, Count);
    }
}
