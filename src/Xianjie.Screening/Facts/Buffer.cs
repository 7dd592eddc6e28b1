namespace Xianjie.Screening;

/// <summary>Values of one kind in blocks that are handed on from fact to fact.</summary>
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
