using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Xianjie.Screening.Identifiers;

// The form in which nearly every number of a file arrives: 18 plain bytes. The engine reads hundreds of millions of them.
public readonly partial record struct CitizenId
{
    private static readonly Vector128<ushort> LowWeights = Vector128.Create((ushort)7, 9, 10, 5, 8, 4, 2, 1);
    private static readonly Vector128<ushort> HighWeights = Vector128.Create((ushort)6, 3, 7, 9, 10, 5, 8, 4);

    /// <summary>
    /// Reads a number of exactly 18 bytes (digits, the last may be x or X) without allocating. False for anything else: read such text again
    /// with the reading overload, which forgives blanks and full-width digits and says what is wrong. A date in the future is not noticed here.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out CitizenId id)
    {
        id = default;
        if (utf8.Length != Length) { return false; }
        var digits = Vector128.Create(utf8) - Vector128.Create((byte)'0');
        var last = (uint)(utf8[16] - '0');
        if (last > 9 || Vector128.GreaterThanAny(digits, Vector128.Create((byte)9))) { return false; }

        var (low, high) = Vector128.Widen(digits);
        var sum = Vector128.Sum(low * LowWeights + high * HighWeights) + last * 2;
        if ((utf8[17] is (byte)'x' ? 'X' : utf8[17]) != CheckDigits[(int)(sum % 11)]) { return false; }

        var first = EightDigits(utf8);
        var second = EightDigits(utf8[8..]);
        var date = first % 100 * 1_000_000 + second / 100;
        if (first >= 99_999_900 || !IsPossibleDate((int)date)) { return false; }
        id = new CitizenId((first * 100_000_000L + second) * 10 + last);
        return true;
    }

    // Eight ASCII digits at once: neighbours are joined to pairs, pairs to fours, fours to eight
    private static uint EightDigits(ReadOnlySpan<byte> ascii)
    {
        var chunk = BinaryPrimitives.ReadUInt64LittleEndian(ascii) - 0x3030303030303030;
        chunk = chunk * 10 + (chunk >> 8);
        const ulong pairs = 0x000000FF000000FF;
        return (uint)(((chunk & pairs) * 0x000F424000000064 + ((chunk >> 16) & pairs) * 0x0000271000000001) >> 32);
    }
}
