namespace Xianjie.Screening;

/// <summary>Accepted rows of one fact in the order in which they came, not yet sorted by household.</summary>
internal sealed class FactRows
{
    public FactRows(FactTable fact, IReadOnlySet<Column>? used, int source, Func<Column, TextPool>? pools = null)
    {
        Source = source;
        Columns = new ColumnBuffer?[fact.Columns.Count];
        foreach (var column in fact.Columns)
            if (column.Expression is null && (used is null || used.Contains(column)))
                Columns[column.Ordinal] = ColumnBuffer.For(column, ColumnData.StorageOf(column) == Storage.Text ? pools?.Invoke(column) : null);
    }

    /// <summary>Which file the rows come from.</summary>
    public int Source { get; }

    public int Count => Household.Count;

    public IntBuffer Household { get; } = new();

    public IntBuffer Person { get; } = new();

    public IntBuffer RowNumber { get; } = new();

    /// <summary>Hash of the key columns; empty if the fact has no key.</summary>
    public LongBuffer Key { get; } = new();

    public ColumnBuffer?[] Columns { get; }
}
