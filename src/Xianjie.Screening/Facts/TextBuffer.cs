namespace Xianjie.Screening;

/// <summary>Texts by their number in a pool; 0 is none.</summary>
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
