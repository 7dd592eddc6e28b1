namespace Xianjie.Screening;

/// <summary>A small fixed map from UTF-8 text to a positive number; open addressing, filled once and then only read.</summary>
internal sealed class ByteMap
{
    private byte[]?[] keys = new byte[]?[16];
    private int[] values = new int[16];
    private int count;

    public void Add(byte[] key, int value)
    {
        if (++count * 2 > keys.Length) Grow();
        Insert(key, value);
    }

    /// <summary>The number of a text, 0 if it is not there.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var mask = keys.Length - 1;
        for (var at = (int)ByteHash.Of(key) & mask; ; at = (at + 1) & mask)
        {
            var known = keys[at];
            if (known is null) return 0;
            if (key.SequenceEqual(known)) return values[at];
        }
    }

    private void Insert(byte[] key, int value)
    {
        var mask = keys.Length - 1;
        var at = (int)ByteHash.Of(key) & mask;
        while (keys[at] is not null) at = (at + 1) & mask;
        keys[at] = key;
        values[at] = value;
    }

    private void Grow()
    {
        var (oldKeys, oldValues) = (keys, values);
        keys = new byte[]?[oldKeys.Length * 2];
        values = new int[keys.Length];
        for (var i = 0; i < oldKeys.Length; i++)
            if (oldKeys[i] is { } key) Insert(key, oldValues[i]);
    }
}
