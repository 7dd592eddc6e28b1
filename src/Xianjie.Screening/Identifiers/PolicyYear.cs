using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Xianjie.Screening.Identifiers;

/// <summary>A year of accounts, rosters or policies, 1949 to 2100.</summary>
public readonly record struct PolicyYear : ISpanParsable<PolicyYear>, IComparable<PolicyYear>
{
    private PolicyYear(int value) => Value = value;

    public int Value { get; }

    public PolicyYear Previous => From(Value - 1);

    /// <exception cref="ArgumentOutOfRangeException">The year is not 1949 to 2100.</exception>
    public static PolicyYear From(int year) =>
        year is >= 1949 and <= 2100 ? new(year) : throw new ArgumentOutOfRangeException(nameof(year), "Not a policy year");

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public int CompareTo(PolicyYear other) => Value.CompareTo(other.Value);

    public static bool operator <(PolicyYear left, PolicyYear right) => left.Value < right.Value;
    public static bool operator >(PolicyYear left, PolicyYear right) => left.Value > right.Value;
    public static bool operator <=(PolicyYear left, PolicyYear right) => left.Value <= right.Value;
    public static bool operator >=(PolicyYear left, PolicyYear right) => left.Value >= right.Value;

    /// <summary>Reads 2025, 2025年 or 2025年度.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PolicyYear year, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[32];
        var plain = TextForm.Plain(text, room);
        if (plain.EndsWith("度")) { plain = plain[..^1]; }
        if (plain.EndsWith("年")) { plain = plain[..^1]; }
        if (plain.EndsWith(".0")) { plain = plain[..^2]; }
        year = default;
        reason = plain.IsEmpty ? "没有填年度" : "年度应是四位年份，例如 2025";
        if (plain.Length != 4 || !TextForm.AllDigits(plain)) { return false; }
        var value = (int)TextForm.Number(plain);
        reason = value is >= 1949 and <= 2100 ? null : $"年度 {value} 不在 1949 至 2100 之间";
        if (reason is null) { year = new PolicyYear(value); }
        return reason is null;
    }

    public static PolicyYear Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static PolicyYear Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, out var year, out var reason) ? year : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PolicyYear result) => TryParse(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PolicyYear result) => TryParse(s, out result, out _);
}
