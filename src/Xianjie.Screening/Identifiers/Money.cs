using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Xianjie.Screening.Identifiers;

/// <summary>An amount in whole 分. Sums are exact and overflow throws.</summary>
public readonly partial record struct Money : ISpanParsable<Money>, IComparable<Money>
{
    // Ten billion yuan: more than a county's budget, so a greater amount in a file was mistyped
    private const decimal MostYuan = 10_000_000_000m;

    private Money(long fen) => Fen = fen;

    public long Fen { get; }

    public decimal Yuan => Fen / 100m;

    public static Money Zero => default;

    public static Money FromFen(long fen) => new(fen);

    /// <summary>Rounds to 分, a half away from zero.</summary>
    public static Money FromYuan(decimal yuan) => new(checked((long)decimal.Round(yuan * 100, MidpointRounding.AwayFromZero)));

    /// <summary>元 with two decimals and no separators, as files and rules write it.</summary>
    public override string ToString() => Yuan.ToString("0.00", CultureInfo.InvariantCulture);

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));
    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));
    public static Money operator -(Money amount) => new(checked(-amount.Fen));
    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;
    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;
    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;
    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    /// <summary>
    /// Reads 元, such as 1,234.50元, ￥1234.5, １２３４ or 1.2万元. More than two decimals are refused unless they are zeros, since nobody can
    /// know which 分 was meant.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Money amount, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        amount = default;
        reason = "没有填金额";
        if (plain.IsEmpty) { return false; }

        var (number, factor) = WithoutUnit(plain);
        reason = "金额应是数字，例如 1234.50";
        if (!NumberForm().IsMatch(number)
            || !decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var yuan))
        {
            return false;
        }
        reason = Math.Abs(yuan) >= MostYuan / factor ? "金额过大，请核对单位是否为元"
            : decimal.Round(yuan * factor, 2) != yuan * factor ? "金额最多保留两位小数（到分）"
            : null;
        if (reason is null) { amount = FromYuan(yuan * factor); }
        return reason is null;
    }

    public static Money Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static Money Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, out var amount, out var reason) ? amount : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Money result) => TryParse(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Money result) => TryParse(s, out result, out _);

    private static (string Number, decimal Factor) WithoutUnit(ReadOnlySpan<char> plain)
    {
        plain = plain.TrimStart("¥￥");
        if (plain.EndsWith("元")) { plain = plain[..^1]; }
        var factor = 1m;
        if (plain.EndsWith("万"))
        {
            plain = plain[..^1];
            factor = 10_000m;
        }
        return (plain.ToString().Replace('，', ','), factor);
    }

    // 1,234 is a thousand; 1,23 may be a decimal comma, so it is not guessed at
    [GeneratedRegex(@"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberForm();
}
