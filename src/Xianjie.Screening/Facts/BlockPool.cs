using System.Collections.Concurrent;

namespace Xianjie.Screening;

/// <summary>Blocks of one size in which rows stand until their fact is whole; handed on from fact to fact, so that loading leaves little
/// behind.</summary>
internal static class BlockPool<T> where T : struct
{
    private static readonly ConcurrentStack<T[]> Free = [];

    public static T[] Rent() => Free.TryPop(out var block) ? block : GC.AllocateUninitializedArray<T>(Blocks.Size);

    public static void Return(T[] block) => Free.Push(block);

    public static void Clear() => Free.Clear();
}

/// <summary>The blocks of columns. A row's address is its block's number and its place in the block.</summary>
internal static class Blocks
{
    public const int Bits = 10, Size = 1 << Bits, Mask = Size - 1;

    /// <summary>Forgets free blocks of all kinds.</summary>
    public static void Clear()
    {
        BlockPool<byte>.Clear();
        BlockPool<int>.Clear();
        BlockPool<long>.Clear();
    }

    /// <summary>The values at the addresses given, in their order.</summary>
    public static T[] Take<T>(T[][] blocks, ReadOnlySpan<int> addresses, ColumnMemory? memory) where T : struct
    {
        var taken = ColumnMemory.Rent<T>(memory, addresses.Length);
        for (var i = 0; i < addresses.Length;)
        {
            // files mostly come in the order of households, so that rows that stood together stay together
            var first = addresses[i];
            var (block, at, count, most) = (blocks[first >> Bits], first & Mask, 1, Math.Min(addresses.Length - i, Size - (first & Mask)));
            while (count < most && addresses[i + count] == first + count) count++;
            if (count < 4)
                for (var j = 0; j < count; j++) taken[i + j] = block[at + j];
            else block.AsSpan(at, count).CopyTo(taken.AsSpan(i));
            i += count;
        }
        return taken;
    }
}
