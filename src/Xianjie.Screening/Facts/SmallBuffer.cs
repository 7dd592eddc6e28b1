namespace Xianjie.Screening;

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
