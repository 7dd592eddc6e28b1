using System.Diagnostics.CodeAnalysis;

namespace Xianjie.Screening.Identifiers;

/// <summary>
/// A bank card or passbook account of 10 to 24 digits. Accounts of rural credit unions need not pass the Luhn check,
/// so a failed check is a doubt to show, never a refusal (monitoring.md 2.5).
/// </summary>
public readonly record struct BankCardNo : ISpanParsable<BankCardNo>
{
    private readonly string? _value;

    private BankCardNo(string value) => _value = value;

    public bool PassesLuhn => LuhnSum(ToString()) % 10 == 0;

    /// <summary>A hint to show beside the number, or null where there is none.</summary>
    public string? Doubt => PassesLuhn ? null : "卡号未通过校验，可能抄错；如果是存折或一卡通账号可以忽略";

    /// <summary>First and last four digits, the rest as stars.</summary>
    public string Masked()
    {
        var full = ToString();
        return string.Concat(full.AsSpan(0, 4), new string('*', full.Length - 8), full.AsSpan(full.Length - 4));
    }

    public override string ToString() => _value ?? "";

    public static bool TryParse(ReadOnlySpan<char> text, out BankCardNo card, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[64];
        var plain = TextForm.Plain(text, room);
        card = default;
        reason = plain.IsEmpty ? "没有填银行卡号"
            : plain.Contains("E+", StringComparison.Ordinal) || plain.Contains('.') ? "银行卡号被 Excel 当成数字，末几位已丢失；请把该列改为“文本”格式后重新填写"
            : !TextForm.AllDigits(plain) ? "银行卡号只能是数字"
            : plain.Length is < 10 or > 24 ? $"银行卡号一般为 16 至 19 位，现在是 {plain.Length} 位"
            : plain.Length > 15 && plain.EndsWith("0000") && LuhnSum(plain) % 10 != 0 ? "银行卡号末几位都是 0，可能被 Excel 当成数字而丢失；请把该列改为“文本”格式后重新填写"
            : null;
        if (reason is null) { card = new BankCardNo(plain.ToString()); }
        return reason is null;
    }

    public static BankCardNo Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static BankCardNo Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, out var card, out var reason) ? card : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BankCardNo result) => TryParse(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out BankCardNo result) => TryParse(s, out result, out _);

    private static int LuhnSum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var digit = digits[i] - '0';
            if ((digits.Length - i) % 2 == 0) { digit = digit > 4 ? digit * 2 - 9 : digit * 2; }
            sum += digit;
        }
        return sum;
    }
}
