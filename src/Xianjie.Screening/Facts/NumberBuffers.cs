namespace Xianjie.Screening;

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

internal sealed class LongBuffer : Buffer<long>
{
    public override void Add(long value) => Push(value);

    public override void AddWhere(long[]? values, int[] household, int records) => PushWhere(default(Form), values, household, records);

    private readonly struct Form : IForm<long>
    {
        public long Of(long value, int place) => value;
    }
}
