using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Xianjie.Screening.Identifiers;

/// <summary>How deep a division lies.</summary>
public enum DivisionLevel
{
    Province = 1,
    Prefecture = 2,
    County = 3,
    Township = 4,
    Village = 5,
}

/// <summary>
/// A 12-digit statistical division code: province 2, prefecture 2, county 2, township 3, village 3 (monitoring.md 2.2).
/// Everything inside a division is the number interval from <see cref="First"/> to <see cref="Last"/>, which indexes serve better than prefixes.
/// </summary>
public readonly record struct DivisionCode : ISpanParsable<DivisionCode>, ISpanFormattable, IComparable<DivisionCode>
{
    private DivisionCode(long value) => Value = value;

    /// <summary>The code as a number of 12 digits.</summary>
    public long Value { get; }

    /// <exception cref="ArgumentOutOfRangeException">Not a 12-digit division code.</exception>
    public static DivisionCode From(long value) =>
        value is >= 100_000_000_000 and <= 999_999_999_999 ? new(value) : throw new ArgumentOutOfRangeException(nameof(value), "Not a division code");

    public DivisionLevel Level =>
        Value % 1000 != 0 ? DivisionLevel.Village
        : Value % 1_000_000 != 0 ? DivisionLevel.Township
        : Value % 100_000_000 != 0 ? DivisionLevel.County
        : Value % 10_000_000_000 != 0 ? DivisionLevel.Prefecture
        : DivisionLevel.Province;

    /// <summary>The division one level up; null for a province.</summary>
    public DivisionCode? Parent => Level == DivisionLevel.Province ? null : At(Level - 1);

    /// <summary>The division of the given level that this one lies in (itself where it has that level).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is deeper than this division.</exception>
    public DivisionCode At(DivisionLevel level)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)level, (int)Level, nameof(level));
        var width = Width(level);
        return new DivisionCode(Value / width * width);
    }

    /// <summary>The smallest code inside: the division itself.</summary>
    public long First => Value;

    /// <summary>The greatest code inside, included.</summary>
    public long Last => Value + Width(Level) - 1;

    /// <summary>True for the division itself and everything below it.</summary>
    public bool Contains(DivisionCode other) => other.Value >= First && other.Value <= Last;

    /// <summary>The digits that say something: 2, 4, 6, 9 or 12 of them.</summary>
    public string Prefix => ToString()[..(Level switch
    {
        DivisionLevel.Province => 2, DivisionLevel.Prefecture => 4, DivisionLevel.County => 6, DivisionLevel.Township => 9, _ => 12,
    })];

    public override string ToString() => Value.ToString("D12", CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Value.TryFormat(destination, out charsWritten, "D12", CultureInfo.InvariantCulture);

    public int CompareTo(DivisionCode other) => Value.CompareTo(other.Value);

    public static bool operator <(DivisionCode left, DivisionCode right) => left.Value < right.Value;
    public static bool operator >(DivisionCode left, DivisionCode right) => left.Value > right.Value;
    public static bool operator <=(DivisionCode left, DivisionCode right) => left.Value <= right.Value;
    public static bool operator >=(DivisionCode left, DivisionCode right) => left.Value >= right.Value;

    /// <summary>Reads 6, 9 or 12 digits; shorter codes are filled with zeros.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DivisionCode code, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[32];
        var plain = TextForm.Plain(text, room);
        // A number cell read by another program
        if (plain.EndsWith(".0")) { plain = plain[..^2]; }
        code = default;
        reason = plain.IsEmpty ? "没有填行政区划代码"
            : !TextForm.AllDigits(plain) ? "行政区划代码只能是数字"
            : plain.Length is not (6 or 9 or 12) ? $"行政区划代码应为 12 位（县 6 位、乡镇 9 位也可），现在是 {plain.Length} 位"
            : plain[0] == '0' ? "行政区划代码不以 0 开头，请核对"
            : null;
        if (reason is not null) { return false; }

        code = new DivisionCode(TextForm.Number(plain) * (plain.Length switch { 6 => 1_000_000, 9 => 1000, _ => 1 }));
        return true;
    }

    public static DivisionCode Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static DivisionCode Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, out var code, out var reason) ? code : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DivisionCode result) => TryParse(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out DivisionCode result) => TryParse(s, out result, out _);

    private static long Width(DivisionLevel level) => level switch
    {
        DivisionLevel.Province => 10_000_000_000,
        DivisionLevel.Prefecture => 100_000_000,
        DivisionLevel.County => 1_000_000,
        DivisionLevel.Township => 1000,
        _ => 1,
    };
}
