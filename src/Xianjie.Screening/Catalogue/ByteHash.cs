using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xianjie.Screening;

/// <summary>A fast 64-bit hash of bytes (multiply and fold, after wyhash). The seed is drawn per process, so that no file can be
/// made to collide; nothing that leaves the process depends on it.</summary>
internal static class ByteHash
{
    private const ulong P1 = 0xa0761d6478bd642f, P2 = 0xe7037ed1a0b428db;
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ref var p = ref MemoryMarshal.GetReference(bytes);
        var n = bytes.Length;
        var h = Seed ^ ((ulong)n * P1);
        while (n > 16)
        {
            h = Fold(Read8(ref p) ^ P1, Read8(ref Unsafe.Add(ref p, 8)) ^ h);
            p = ref Unsafe.Add(ref p, 16);
            n -= 16;
        }
        ulong a, b;
        if (n >= 8)
        {
            a = Read8(ref p);
            b = Read8(ref Unsafe.Add(ref p, n - 8));
        }
        else if (n >= 4)
        {
            a = Read4(ref p);
            b = Read4(ref Unsafe.Add(ref p, n - 4));
        }
        else
        {
            a = n == 0 ? 0 : (ulong)p << 16 | (ulong)Unsafe.Add(ref p, n >> 1) << 8 | Unsafe.Add(ref p, n - 1);
            b = 0;
        }
        return Fold(a ^ P2, b ^ h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong h, ulong value) => Fold(h ^ P1, value ^ P2 ^ Seed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Read8(ref byte p) => Unsafe.ReadUnaligned<ulong>(ref p);

    private static uint Read4(ref byte p) => Unsafe.ReadUnaligned<uint>(ref p);
}
