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

internal abstract class Buffer<T> : ColumnBuffer where T : struct
{
    private readonly List<T[]> blocks = [];

    /// <summary>The value at a place.</summary>
    public ref T this[int at] => ref blocks[at >> Blocks.Bits][at & Blocks.Mask];

    public void Push(T value)
    {
        if ((Count & Blocks.Mask) == 0) blocks.Add(BlockPool<T>.Rent());
        blocks[^1][Count++ & Blocks.Mask] = value;
    }

    /// <summary>Pushes the values of records that have a household, block by block.</summary>
    protected void PushWhere<TForm>(TForm form, long[]? values, int[] household, int records) where TForm : struct, IForm<T>
    {
        for (var r = 0; r < records;)
        {
            if ((Count & Blocks.Mask) == 0) blocks.Add(BlockPool<T>.Rent());
            var room = blocks[^1].AsSpan(Count & Blocks.Mask);
            var filled = 0;
            for (; r < records && filled < room.Length; r++)
                if (household[r] >= 0) room[filled++] = form.Of(values is null ? ColumnData.Null : values[r], Count + filled - 1);
            Count += filled;
            if (filled > 0 || (Count & Blocks.Mask) != 0) continue;
            BlockPool<T>.Return(blocks[^1]);
            blocks.RemoveAt(blocks.Count - 1);
        }
    }

    public override void WriteTo(ByteSink target, ReadOnlySpan<int> places)
    {
        var values = target.Take<T>(places.Length);
        for (var i = 0; i < places.Length; i++) values[i] = this[places[i]];
    }

    public override void ReadFrom(ref ByteSource source, int rows)
    {
        for (var values = source.Take<T>(rows); values.Length > 0;)
        {
            if ((Count & Blocks.Mask) == 0) blocks.Add(BlockPool<T>.Rent());
            var room = blocks[^1].AsSpan(Count & Blocks.Mask);
            var count = Math.Min(room.Length, values.Length);
            values[..count].CopyTo(room);
            values = values[count..];
            Count += count;
        }
    }

    /// <summary>Gives the blocks back.</summary>
    public override void Release()
    {
        foreach (var block in blocks) BlockPool<T>.Return(block);
        blocks.Clear();
        Count = 0;
    }

    /// <summary>The blocks of all parts in turn; the parts are empty afterwards.</summary>
    public static T[][] Join(IReadOnlyList<ColumnBuffer> parts)
    {
        T[][] joined = [.. parts.Cast<Buffer<T>>().SelectMany(p => p.blocks)];
        foreach (var part in parts.Cast<Buffer<T>>())
        {
            part.blocks.Clear();
            part.Count = 0;
        }
        return joined;
    }

    public static void Return(T[][] blocks)
    {
        foreach (var block in blocks) BlockPool<T>.Return(block);
    }
}

/// <summary>How a column holds a value; a struct, so that the loop over a million values has no calls.</summary>
internal interface IForm<T>
{
    T Of(long value, int place);
}

internal sealed class ByteBuffer(int offset) : Buffer<byte>
{
    public override void Add(long value) => Push(new Form(offset).Of(value, Count));

    public override void AddWhere(long[]? values, int[] household, int records) => PushWhere(new Form(offset), values, household, records);

    private readonly struct Form(int offset) : IForm<byte>
    {
        public byte Of(long value, int place) => value == ColumnData.Null ? (byte)0 : (byte)(value - offset);
    }
}

internal sealed class IntBuffer : Buffer<int>
{
    public override void Add(long value) => Push(default(Form).Of(value, Count));

    public override void AddWhere(long[]? values, int[] household, int records) => PushWhere(default(Form), values, household, records);

    private readonly struct Form : IForm<int>
    {
        public int Of(long value, int place) => value == ColumnData.Null ? int.MinValue : (int)value;
    }
}

/// <summary>Numbers that nearly always fit 32 bits; the greatest int marks one that stands beside, as in <see cref="SmallData"/>.</summary>
internal sealed class SmallBuffer : Buffer<int>
{
    private readonly Dictionary<int, long> large = [];

    public override void Add(long value) => Push(new Form(large).Of(value, Count));

    public override void AddWhere(long[]? values, int[] household, int records) => PushWhere(new Form(large), values, household, records);

    private readonly struct Form(Dictionary<int, long> large) : IForm<int>
    {
        public int Of(long value, int place)
        {
            if (value is > int.MinValue and < int.MaxValue) return (int)value;
            if (value == ColumnData.Null) return int.MinValue;
            large[place] = value;
            return int.MaxValue;
        }
    }

    public override void WriteTo(ByteSink target, ReadOnlySpan<int> places)
    {
        base.WriteTo(target, places);
        foreach (var place in places)
            if (this[place] == int.MaxValue) target.Take<long>(1)[0] = large[place];
    }

    public override void ReadFrom(ref ByteSource source, int rows)
    {
        var first = Count;
        base.ReadFrom(ref source, rows);
        for (var place = first; place < Count; place++)
            if (this[place] == int.MaxValue) large[place] = source.Take<long>(1)[0];
    }

    public override void Release()
    {
        base.Release();
        large.Clear();
    }

    public static SmallData Gathered(IReadOnlyList<ColumnBuffer> parts, ReadOnlySpan<int> addresses, ColumnMemory? memory)
    {
        // addresses count blocks through all parts
        var (beside, firstBlock) = (new Dictionary<int, long>(), 0);
        foreach (var part in parts.Cast<SmallBuffer>())
        {
            foreach (var (at, value) in part.large) beside[(firstBlock << Blocks.Bits) + at] = value;
            firstBlock += (part.Count + Blocks.Mask) >> Blocks.Bits;
        }
        var values = Taken<int>(parts, addresses, memory);
        var large = new Dictionary<int, long>();
        for (var i = 0; i < addresses.Length && beside.Count > 0; i++)
            if (values[i] == int.MaxValue) large[i] = beside[addresses[i]];
        return new SmallData(values, large);
    }
}

internal sealed class LongBuffer : Buffer<long>
{
    public override void Add(long value) => Push(value);

    public override void AddWhere(long[]? values, int[] household, int records) => PushWhere(default(Form), values, household, records);

    private readonly struct Form : IForm<long>
    {
        public long Of(long value, int place) => value;
    }
}

internal sealed class TextBuffer(TextPool pool) : Buffer<int>
{
    public TextPool Pool { get; private set; } = pool;

    public override void Add(long value) => Push(default(Form).Of(value, Count));

    public override void AddWhere(long[]? values, int[] household, int records) => PushWhere(default(Form), values, household, records);

    private readonly struct Form : IForm<int>
    {
        public int Of(long value, int place) => value == ColumnData.Null ? 0 : (int)value;
    }

    public override void WriteTo(ByteSink target, ReadOnlySpan<int> places)
    {
        foreach (var place in places) target.Text(this[place] == 0 ? default : Pool.Bytes(this[place]));
    }

    public override void ReadFrom(ref ByteSource source, int rows)
    {
        for (var i = 0; i < rows; i++) Push(source.Text() is { Length: > 0 } text ? Pool.Add(text) : 0);
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
            for (var i = 0; i < part.Count; i++) part[i] = map[part[i]];
            part.Pool = common;
        }
        return common ?? new TextPool();
    }
}
