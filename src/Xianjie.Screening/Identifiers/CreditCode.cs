using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Xianjie.Screening.Identifiers;

/// <summary>A unified social credit code (GB 32100): 18 characters of 31 kinds, the last a check character modulo 31.</summary>
public readonly record struct CreditCode : ISpanParsable<CreditCode>
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private readonly string? _value;

    private CreditCode(string value) => _value = value;

    /// <summary>The department that registered it: 1 编办, 5 民政, 9 市场监管, N 农业农村, Y other.</summary>
    public char Registrar => ToString()[0];

    /// <summary>The 6-digit division of the registering office.</summary>
    public string Region => ToString().Substring(2, 6);

    public override string ToString() => _value ?? "";

    public static bool TryParse(ReadOnlySpan<char> text, out CreditCode code, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        code = default;
        reason = Refuse(plain);
        if (reason is null) { code = new CreditCode(plain.ToString()); }
        return reason is null;
    }

    public static CreditCode Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static CreditCode Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, out var code, out var reason) ? code : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CreditCode result) => TryParse(s.AsSpan(), out result, out _);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out CreditCode result) => TryParse(s, out result, out _);

    /// <summary>The check character for the first 17 characters, all of which stand in the alphabet.</summary>
    internal static char CheckOf(ReadOnlySpan<char> body)
    {
        var (sum, weight) = (0, 1);
        foreach (var c in body[..17])
        {
            sum += Alphabet.IndexOf(c) * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }

    private static string? Refuse(ReadOnlySpan<char> plain)
    {
        if (plain.IsEmpty) { return "没有填统一社会信用代码"; }
        if (plain.Length == 15 && TextForm.AllDigits(plain)) { return "这是 15 位旧营业执照注册号，请改填 18 位统一社会信用代码"; }
        if (plain.Length != 18) { return $"统一社会信用代码应为 18 位，现在是 {plain.Length} 位"; }
        var odd = plain.IndexOfAnyExcept(Allowed);
        if (odd >= 0) { return $"统一社会信用代码第 {odd + 1} 位是“{plain[odd]}”，只能用数字和除 I、O、S、V、Z 以外的大写字母"; }
        var check = CheckOf(plain);
        return check == plain[17] ? null : $"统一社会信用代码校验位不对：末位应是 {check}，填的是 {plain[17]}，请逐位核对";
    }
}
