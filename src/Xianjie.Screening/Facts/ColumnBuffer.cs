namespace Xianjie.Screening;

/// <summary>A growing column of values, in the order in which rows came.</summary>
internal abstract class ColumnBuffer
{
    public int Count { get; protected set; }

    /// <summary>Adds a value as <see cref="CellReader"/> gives it, or a text's number; <see cref="ColumnData.Null"/> is null.</summary>
    public abstract void Add(long value);

    /// <summary>Adds the values of the records that have a household; null values for a column that a file does not have.</summary>
    public abstract void AddWhere(long[]? values, int[] household, int records);

    /// <summary>Writes the values at some places, so that <see cref="ReadFrom"/> can add them elsewhere.</summary>
    public abstract void WriteTo(ByteSink target, ReadOnlySpan<int> places);

    /// <summary>Adds as many values as were written.</summary>
    public abstract void ReadFrom(ref ByteSource source, int rows);

    /// <summary>Forgets all values.</summary>
    public abstract void Release();

    public static ColumnBuffer For(Column column, TextPool? pool = null) => ColumnData.StorageOf(column) switch
    {
        Storage.Byte => new ByteBuffer(ColumnData.OffsetOf(column)),
        Storage.Int => new IntBuffer(),
        Storage.Long => new LongBuffer(),
        Storage.Small => new SmallBuffer(),
        _ => new TextBuffer(pool ?? new TextPool()),
    };

    /// <summary>The column's values at the addresses given. Empties the buffers.</summary>
    public static ColumnData Gather(Column column, IReadOnlyList<ColumnBuffer> parts, ReadOnlySpan<int> addresses, ColumnMemory? memory)
    {
        switch (ColumnData.StorageOf(column))
        {
            case Storage.Byte: return new ByteData(Taken<byte>(parts, addresses, memory), ColumnData.OffsetOf(column));
            case Storage.Int: return new IntData(Taken<int>(parts, addresses, memory));
            case Storage.Long: return new LongData(Taken<long>(parts, addresses, memory));
            case Storage.Small:
                return SmallBuffer.Gathered(parts, addresses, memory);
            default:
                var pool = TextBuffer.Merge(parts.Cast<TextBuffer>());
                // what is used again for the next part may keep room to grow
                if (memory is null) pool.Trim();
                return new TextData(Taken<int>(parts, addresses, memory), pool);
        }
    }

    /// <summary>The values of the buffers at the addresses given. Empties the buffers.</summary>
    public static T[] Taken<T>(IReadOnlyList<ColumnBuffer> parts, ReadOnlySpan<int> addresses, ColumnMemory? memory) where T : struct
    {
        var blocks = Buffer<T>.Join(parts);
        var taken = Blocks.Take(blocks, addresses, memory);
        Buffer<T>.Return(blocks);
        return taken;
    }
}
