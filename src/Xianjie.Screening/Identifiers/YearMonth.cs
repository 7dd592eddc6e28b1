using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Xianjie.Screening.Identifiers;

/// <summary>A calendar month, written yyyyMM in files.</summary>
public readonly partial record struct YearMonth : ISpanParsable<YearMonth>, IComparable<YearMonth>
{
    private YearMonth(int year, int month) => Value = year * 100 + month;

    /// <summary>yyyyMM as a number.</summary>
    public int Value { get; }

    public int Year => Value / 100;

    public int Month => Value % 100;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    /// <exception cref="ArgumentOutOfRangeException">Not a month of the years 1900 to 2100.</exception>
    public static YearMonth From(int year, int month) =>
        year is >= 1900 and <= 2100 && month is >= 1 and <= 12 ? new(year, month) : throw new ArgumentOutOfRangeException(nameof(month), "Not a month");

    public static YearMonth Of(DateOnly day) => From(day.Year, day.Month);

    public YearMonth AddMonths(int months) => Of(FirstDay.AddMonths(months));

    /// <summary>Months from the other one to this one; negative where this one is earlier.</summary>
    public int MonthsSince(YearMonth other) => (Year - other.Year) * 12 + Month - other.Month;

    public override string ToString() => Value.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>As people read it: 2025年3月.</summary>
    public string ToChinese() => string.Create(CultureInfo.InvariantCulture, $"{Year}年{Month}月");

    public int CompareTo(YearMonth other) => Value.CompareTo(other.Value);

    public static bool operator <(YearMonth left, YearMonth right) => left.Value < right.Value;
    public static bool operator >(YearMonth left, YearMonth right) => left.Value > right.Value;
    public static bool operator <=(YearMonth left, YearMonth right) => left.Value <= right.Value;
    public static bool operator >=(YearMonth left, YearMonth right) => left.Value >= right.Value;

    /// <summary>Reads 202503, 2025-03, 2025.3, 2025/3, 2025年3月, or a full date of that month.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out YearMonth month, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[32];
        var plain = TextForm.Plain(text, room);
        if (plain.Length == 8 && plain.EndsWith(".0")) { plain = plain[..^2]; }
        month = default;
        reason = plain.IsEmpty ? "没有填年月" : "年月应写成 202503 或 2025-03 的样子";
        var match = Form().Match(plain.ToString());
        if (!match.Success) { return false; }

        var (year, number) = (int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture));
        reason = number is < 1 or > 12 ? $"没有 {number} 月这个月份" : year is < 1900 or > 2100 ? $"年份 {year} 不在 1900 至 2100 之间" : null;
        if (reason is null) { month = new YearMonth(year, number); }
        return reason is null;
    }

    public static YearMonth Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static YearMonth Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, out var month, out var reason) ? month : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out YearMonth result) => TryParse(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out YearMonth result) => TryParse(s, out result, out _);

    [GeneratedRegex(@"^(?<y>\d{4})(?:[-./年])?(?<m>\d{2}|(?<=[-./年])\d)(?:月(?:\d{1,2}[日号])?|[-./]\d{1,2}|\d{2})?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
