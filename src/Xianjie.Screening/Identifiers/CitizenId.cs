using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Xianjie.Screening.Identifiers;

/// <summary>
/// A citizen identity number (GB 11643): region 6, birth date 8, sequence 3 (odd male, even female), check digit 1.
/// Holds the first 17 digits as one number; the check digit follows from them, so that a wrong one cannot be held.
/// </summary>
public readonly partial record struct CitizenId : ISpanParsable<CitizenId>, IUtf8SpanParsable<CitizenId>, ISpanFormattable, IUtf8SpanFormattable, IComparable<CitizenId>
{
    public const int Length = 18;

    private CitizenId(long key) => Key = key;

    /// <summary>The first 17 digits as a number: unique, ordered by region and birth date, below 10^17.</summary>
    public long Key { get; }

    /// <summary>The 6-digit division where the number was given out; it need not be where the person lives.</summary>
    public int Region => (int)(Key / 100_000_000_000);

    public DateOnly BirthDate
    {
        get
        {
            var date = (int)(Key / 1000 % 100_000_000);
            return new DateOnly(date / 10000, date / 100 % 100, date % 100);
        }
    }

    public Sex Sex => (Key & 1) == 1 ? Sex.Male : Sex.Female;

    public char CheckDigit => CheckDigitOf(Key);

    /// <summary>Restores a number from <see cref="Key"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The key did not come from a citizen id.</exception>
    public static CitizenId FromKey(long key) =>
        key is >= 0 and < 100_000_000_000_000_000 && IsPossibleDate((int)(key / 1000 % 100_000_000))
            ? new CitizenId(key)
            : throw new ArgumentOutOfRangeException(nameof(key), "Not the key of a citizen id");

    /// <summary>Builds a number from its parts and computes the check digit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Region or sequence out of range, or the year before 1880.</exception>
    public static CitizenId Create(int region, DateOnly birth, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(region);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(region, 999_998);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, 999);
        var date = birth.Year * 10000 + birth.Month * 100 + birth.Day;
        return FromKey((region * 100_000_000L + date) * 1000 + sequence);
    }

    /// <summary>Completed years on a day; a birthday on 29 February is kept on 1 March of other years.</summary>
    public int AgeOn(DateOnly day)
    {
        var birth = BirthDate;
        var before = day.Month < birth.Month || (day.Month == birth.Month && day.Day < birth.Day);
        return day.Year - birth.Year - (before ? 1 : 0);
    }

    /// <summary>First three and last four characters, the rest as stars.</summary>
    public string Masked()
    {
        var full = ToString();
        return string.Concat(full.AsSpan(0, 3), "***********", full.AsSpan(14));
    }

    public override string ToString() => string.Create(Length, Key, static (room, key) => Write(room, key));

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = destination.Length < Length ? 0 : Length;
        if (charsWritten > 0) { Write(destination, Key); }
        return charsWritten > 0;
    }

    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = 0;
        if (utf8Destination.Length < Length || !Key.TryFormat(utf8Destination, out _, "D17", CultureInfo.InvariantCulture)) { return false; }
        utf8Destination[17] = (byte)CheckDigit;
        bytesWritten = Length;
        return true;
    }

    public int CompareTo(CitizenId other) => Key.CompareTo(other.Key);

    public static bool operator <(CitizenId left, CitizenId right) => left.Key < right.Key;
    public static bool operator >(CitizenId left, CitizenId right) => left.Key > right.Key;
    public static bool operator <=(CitizenId left, CitizenId right) => left.Key <= right.Key;
    public static bool operator >=(CitizenId left, CitizenId right) => left.Key >= right.Key;

    public static CitizenId Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static CitizenId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, DateOnly.MaxValue, out var id, out var reason) ? id : throw new FormatException(reason);

    public static CitizenId Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) =>
        TryParse(utf8Text, out var id) ? id : throw new FormatException("身份证号不对");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CitizenId result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out CitizenId result) =>
        TryParse(s, DateOnly.MaxValue, out result, out _);

    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out CitizenId result) =>
        TryParse(utf8Text, out result);

    private static void Write(Span<char> room, long key)
    {
        key.TryFormat(room, out _, "D17", CultureInfo.InvariantCulture);
        room[17] = CheckDigitOf(key);
    }
}
