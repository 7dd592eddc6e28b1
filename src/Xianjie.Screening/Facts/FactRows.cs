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

    private IEnumerable<ColumnBuffer> All => [Household, Person, RowNumber, Key, .. Columns.OfType<ColumnBuffer>()];

    /// <summary>Writes the rows at some places.</summary>
    public void WriteTo(ByteSink target, ReadOnlySpan<int> places)
    {
        foreach (var buffer in All)
            if (buffer.Count > 0) buffer.WriteTo(target, places);
    }

    /// <summary>Adds rows of a fact with the same columns.</summary>
    public void ReadFrom(ref ByteSource source, int rows, bool hasKey)
    {
        foreach (var buffer in All)
            if (buffer != Key || hasKey) buffer.ReadFrom(ref source, rows);
    }

    /// <summary>Gives the memory of all columns back but for one.</summary>
    public void KeepOnly(Column column)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (i == column.Ordinal) continue;
            Columns[i]?.Release();
            Columns[i] = null;
        }
    }

    /// <summary>Gives all memory back.</summary>
    public void Release()
    {
        foreach (var buffer in All) buffer.Release();
    }
}
