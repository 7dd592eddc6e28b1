using System.Runtime.CompilerServices;
using System.Text;

namespace Xianjie.Screening;

/// <summary>Distinct texts as UTF-8 in one arena, numbered from 1; open addressing by 64-bit hash. Not safe for concurrent adding.</summary>
internal sealed class TextPool
{
    private byte[] arena = new byte[256];
    private int[] starts = new int[17];
    private int[] slots = new int[32];
    private uint[] tags = new uint[32];
    private string?[] strings = [];

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Language.TextMatch, TextMask> masks = new(ReferenceEqualityComparer.Instance);

    /// <summary>Answers to a condition, kept for all threads and later runs over the same facts.</summary>
    public TextMask MaskOf(Language.TextMatch match) => masks.GetOrAdd(match, m => new TextMask(this, TextTest.Of(m)));

    /// <summary>How many distinct texts there are; they have the numbers 1 to Count.</summary>
    public int Count { get; private set; }

    /// <summary>Memory that the pool takes, in bytes.</summary>
    public long Memory => arena.Length + starts.Length * 4L + slots.Length * 4L + tags.Length * 4L + strings.Length * 8L;

    public ReadOnlySpan<byte> Bytes(int id) => arena.AsSpan(starts[id - 1], starts[id] - starts[id - 1]);

    public string this[int id]
    {
        get
        {
            if (strings.Length <= id) Array.Resize(ref strings, Count + 1);
            return strings[id] ??= Encoding.UTF8.GetString(Bytes(id));
        }
    }

    /// <summary>The text without keeping the string, for texts that are mostly read once.</summary>
    public string Peek(int id) => Encoding.UTF8.GetString(Bytes(id));

    /// <summary>Forgets all texts and keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        Array.Clear(slots);
        strings = [];
        masks.Clear();
    }

    /// <summary>Gives back memory that growing took in advance; finding and adding go on working, a little slower.</summary>
    public void Trim()
    {
        if (arena.Length - starts[Count] > 4096) Array.Resize(ref arena, starts[Count]);
        if (starts.Length - Count > 1024) Array.Resize(ref starts, Count + 1);
        if (Count < 4096) return;
        tags = [];
        Rehash((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Count * 5 / 4));
    }

    /// <summary>Number of a text, 0 if it is not there.</summary>
    public int Find(ReadOnlySpan<byte> text) => Probe(text, ByteHash.Of(text), out _);

    public int Find(string text) => Find(Encoding.UTF8.GetBytes(text));

    /// <summary>Number of a text, added if new.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        var hash = ByteHash.Of(text);
        var found = Probe(text, hash, out var slot);
        return found != 0 ? found : Append(text, hash, slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Probe(ReadOnlySpan<byte> text, ulong hash, out int slot)
    {
        var mask = slots.Length - 1;
        var tag = (uint)(hash >> 32);
        for (slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = slots[slot];
            if (id == 0) return 0;
            if ((tags.Length == 0 || tags[slot] == tag) && Bytes(id).SequenceEqual(text)) return id;
        }
    }

    private int Append(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        var start = starts[Count];
        if (start + text.Length > arena.Length) Array.Resize(ref arena, checked((int)Math.Min(Array.MaxLength, Math.Max(start + (long)text.Length, arena.Length * 2L))));
        text.CopyTo(arena.AsSpan(start));
        Count++;
        if (Count == starts.Length) Array.Resize(ref starts, starts.Length * 2);
        starts[Count] = start + text.Length;
        slots[slot] = Count;
        if (tags.Length > 0) tags[slot] = (uint)(hash >> 32);
        if (tags.Length > 0 ? Count * 2L > slots.Length : Count * 8L > slots.Length * 7L) Rehash(slots.Length * 2);
        return Count;
    }

    private void Rehash(int size)
    {
        (slots, tags) = (new int[size], tags.Length == 0 ? [] : new uint[size]);
        for (var id = 1; id <= Count; id++)
        {
            var hash = ByteHash.Of(Bytes(id));
            var slot = (int)hash & (size - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
            slots[slot] = id;
            if (tags.Length > 0) tags[slot] = (uint)(hash >> 32);
        }
    }
}
