namespace Xianjie.Screening;

/// <summary>A growing column of values, in the order in which rows came.</summary>
internal abstract class ColumnBuffer
{
    public int Count { get; protected set; }

    /// <summary>Adds a value as <see cref="CellReader"/> gives it, or a text's number; <see cref="ColumnData.Null"/> is null.</summary>
    public abstract void Add(long value);

    /// <summary>Adds the values of the records that have a household; null values for a column that a file does not have.</summary>
    public abstract void AddWhere(long[]? values, int[] household, int records);

    /// <summary>Values of several buffers of one column, at the rows of <paramref name="order"/> (null: all, in turn).</summary>
    public static ColumnData Gather(Column column, IReadOnlyList<ColumnBuffer> parts, int[]? order, int count)
    {
        switch (ColumnData.StorageOf(column))
        {
            case Storage.Byte: return new ByteData(Take(Buffer<byte>.Join(parts), order, count));
            case Storage.Int: return new IntData(Take(Buffer<int>.Join(parts), order, count));
            case Storage.Long: return new LongData(Take(Buffer<long>.Join(parts), order, count));
            default:
                var pool = TextBuffer.Merge(parts.Cast<TextBuffer>());
                return new TextData(Take(Buffer<int>.Join(parts), order, count), pool);
        }
    }

    public static ColumnBuffer For(Column column, int capacity, TextPool? pool = null) => ColumnData.StorageOf(column) switch
    {
        Storage.Byte => new ByteBuffer(capacity),
        Storage.Int => new IntBuffer(capacity),
        Storage.Long => new LongBuffer(capacity),
        _ => new TextBuffer(capacity, pool ?? new TextPool()),
    };

    public static T[] Take<T>(T[] values, int[]? order, int count)
    {
        if (order is null)
        {
            if (values.Length != count) Array.Resize(ref values, count);
            return values;
        }
        var taken = GC.AllocateUninitializedArray<T>(count);
        for (var i = 0; i < taken.Length; i++) taken[i] = values[order[i]];
        return taken;
    }
}

internal abstract class Buffer<T>(int capacity) : ColumnBuffer where T : struct
{
    private T[] values = capacity == 0 ? [] : GC.AllocateUninitializedArray<T>(capacity);

    public Span<T> Values => values.AsSpan(0, Count);

    public void Push(T value)
    {
        if (Count == values.Length) Array.Resize(ref values, Math.Max(16, Count * 2));
        values[Count++] = value;
    }

    /// <summary>All values in turn; the parts are emptied as they are read.</summary>
    public static T[] Join(IReadOnlyList<ColumnBuffer> parts)
    {
        var joined = GC.AllocateUninitializedArray<T>(parts.Sum(p => p.Count));
        var at = 0;
        foreach (var part in parts.Cast<Buffer<T>>())
        {
            part.Values.CopyTo(joined.AsSpan(at));
            at += part.Count;
            part.values = [];
            part.Count = 0;
        }
        return joined;
    }
}

internal sealed class ByteBuffer(int capacity) : Buffer<byte>(capacity)
{
    public override void Add(long value) => Push(value == ColumnData.Null ? (byte)0 : (byte)value);

    public override void AddWhere(long[]? values, int[] household, int records)
    {
        for (var r = 0; r < records; r++)
            if (household[r] >= 0) Add(values is null ? ColumnData.Null : values[r]);
    }
}

internal sealed class IntBuffer(int capacity) : Buffer<int>(capacity)
{
    public override void Add(long value) => Push(value == ColumnData.Null ? int.MinValue : (int)value);

    public override void AddWhere(long[]? values, int[] household, int records)
    {
        for (var r = 0; r < records; r++)
            if (household[r] >= 0) Add(values is null ? ColumnData.Null : values[r]);
    }
}

internal sealed class LongBuffer(int capacity) : Buffer<long>(capacity)
{
    public override void Add(long value) => Push(value);

    public override void AddWhere(long[]? values, int[] household, int records)
    {
        for (var r = 0; r < records; r++)
            if (household[r] >= 0) Add(values is null ? ColumnData.Null : values[r]);
    }
}

internal sealed class TextBuffer(int capacity, TextPool pool) : Buffer<int>(capacity)
{
    public TextPool Pool { get; private set; } = pool;

    public override void Add(long value) => Push(value == ColumnData.Null ? 0 : (int)value);

    public override void AddWhere(long[]? values, int[] household, int records)
    {
        for (var r = 0; r < records; r++)
            if (household[r] >= 0) Add(values is null ? ColumnData.Null : values[r]);
    }

    /// <summary>Brings all parts to one pool.</summary>
    public static TextPool Merge(IEnumerable<TextBuffer> parts)
    {
        TextPool? common = null;
        var maps = new Dictionary<TextPool, int[]>(ReferenceEqualityComparer.Instance);
        foreach (var part in parts)
        {
            common ??= part.Pool;
            if (part.Pool == common) continue;
            if (!maps.TryGetValue(part.Pool, out var map))
            {
                maps[part.Pool] = map = new int[part.Pool.Count + 1];
                for (var id = 1; id < map.Length; id++) map[id] = common.Add(part.Pool.Bytes(id));
            }
            foreach (ref var id in part.Values) id = map[id];
            part.Pool = common;
        }
        return common ?? new TextPool();
    }
}
