using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xianjie.Screening;

/// <summary>Bytes that are written one after another; keeps its memory when it is emptied.</summary>
internal sealed class ByteSink
{
    private byte[] bytes = new byte[1 << 16];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for values that the caller writes at once.</summary>
    public Span<T> Take<T>(int count) where T : struct => MemoryMarshal.Cast<byte, T>(Room(count * Unsafe.SizeOf<T>()));

    /// <summary>A text of any length; an empty one stands for none.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        var isLong = text.Length >= byte.MaxValue;
        Room(1)[0] = isLong ? byte.MaxValue : (byte)text.Length;
        if (isLong) Take<int>(1)[0] = text.Length;
        text.CopyTo(Room(text.Length));
    }

    private Span<byte> Room(int count)
    {
        if (Length + count > bytes.Length) Array.Resize(ref bytes, Math.Max(Length + count, bytes.Length * 2));
        Length += count;
        return bytes.AsSpan(Length - count, count);
    }
}

/// <summary>Reads what a <see cref="ByteSink"/> took, in the same order.</summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public ReadOnlySpan<T> Take<T>(int count) where T : struct => MemoryMarshal.Cast<byte, T>(Next(count * Unsafe.SizeOf<T>()));

    public ReadOnlySpan<byte> Text()
    {
        int length = Next(1)[0];
        return Next(length == byte.MaxValue ? Take<int>(1)[0] : length);
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        var next = rest[..count];
        rest = rest[count..];
        return next;
    }
}
