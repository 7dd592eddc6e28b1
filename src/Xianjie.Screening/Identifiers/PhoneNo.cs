using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Xianjie.Screening.Identifiers;

/// <summary>A mobile phone number of mainland China: 11 digits, 1 and then 3 to 9.</summary>
public readonly record struct PhoneNo : ISpanParsable<PhoneNo>
{
    private PhoneNo(long value) => Value = value;

    public long Value { get; }

    public string Masked()
    {
        var full = ToString();
        return string.Concat(full.AsSpan(0, 3), "****", full.AsSpan(7));
    }

    public override string ToString() => Value.ToString("D11", CultureInfo.InvariantCulture);

    /// <summary>Reads a number, forgiving +86, blanks, hyphens and the ".0" of a number cell.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNo phone, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[48];
        Span<char> digits = stackalloc char[48];
        var plain = Digits(TextForm.Plain(text, room), digits);
        phone = default;
        reason = plain.IsEmpty ? "没有填手机号"
            : plain[0] == '0' ? "这像是固定电话，请填 11 位手机号"
            : !TextForm.AllDigits(plain) ? "手机号只能是数字"
            : plain.Length != 11 ? $"手机号应为 11 位，现在是 {plain.Length} 位"
            : plain[0] != '1' || plain[1] < '3' ? "手机号应以 13 至 19 开头"
            : null;
        if (reason is null) { phone = new PhoneNo(TextForm.Number(plain)); }
        return reason is null;
    }

    public static PhoneNo Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static PhoneNo Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, out var phone, out var reason) ? phone : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PhoneNo result) => TryParse(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PhoneNo result) => TryParse(s, out result, out _);

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> plain, Span<char> room)
    {
        if (plain.EndsWith(".0")) { plain = plain[..^2]; }
        var length = 0;
        foreach (var c in plain)
        {
            if (c is not '-') { room[length++] = c; }
        }
        ReadOnlySpan<char> rest = room[..length];
        return rest.StartsWith("+86") ? rest[3..] : rest.Length == 13 && rest.StartsWith("86") ? rest[2..] : rest;
    }
}
