using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Xianjie.Screening.Identifiers;

// Reading what people and spreadsheets hand in, with words for what is wrong.
public readonly partial record struct CitizenId
{
    /// <summary>The region that marks "has no citizen id" in exports of the national system (monitoring.md 2.1).</summary>
    public const string PlaceholderRegion = "999999";

    /// <summary>Reads a number from text, forgiving full-width digits, a small x and blanks.</summary>
    /// <param name="text">What was handed in.</param>
    /// <param name="today">China's present day; a birth date after it is refused.</param>
    /// <param name="id">The number read.</param>
    /// <param name="reason">What is wrong and what to do, in Chinese.</param>
    public static bool TryParse(ReadOnlySpan<char> text, DateOnly today, out CitizenId id, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        id = default;
        reason = Refuse(plain, today);
        if (reason is null) { id = new CitizenId(TextForm.Number(plain[..17])); }
        return reason is null;
    }

    /// <summary>
    /// Turns a 15-digit number (given out until 1999) into its 18-digit form: the century is put in and the check digit added.
    /// Sequences 996 to 999 were kept for people then over a hundred years old.
    /// </summary>
    public static bool TryUpgrade(ReadOnlySpan<char> text, out CitizenId id, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        id = default;
        reason = "15 位旧身份证号应是 15 个数字";
        if (plain.Length != 15 || !TextForm.AllDigits(plain)) { return false; }

        var number = TextForm.Number(plain);
        var (region, date, sequence) = (number / 1_000_000_000, number / 1000 % 1_000_000, number % 1000);
        var full = (sequence >= 996 ? 18_000_000 : 19_000_000) + date;
        reason = $"15 位旧身份证号里的出生日期 {full} 不存在，请核对";
        if (!IsPossibleDate((int)full)) { return false; }

        id = new CitizenId((region * 100_000_000 + full) * 1000 + sequence);
        reason = null;
        return true;
    }

    /// <summary>True where a spreadsheet has kept the number as a floating-point value, so that its last digits are lost.</summary>
    public static bool LostPrecision(ReadOnlySpan<char> text)
    {
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        if (ScientificForm().IsMatch(plain)) { return true; }
        var dot = plain.IndexOf('.');
        if (dot is 17 or 18) { return TextForm.AllDigits(plain[..dot]) && !plain[(dot + 1)..].ContainsAnyExceptInRange('0', '9'); }
        return plain.Length == Length && TextForm.AllDigits(plain) && plain.EndsWith("000")
            && CheckDigitOf(TextForm.Number(plain[..17])) != '0';
    }

    private static string? Refuse(ReadOnlySpan<char> plain, DateOnly today)
    {
        if (plain.IsEmpty) { return "没有填身份证号"; }
        if (LostPrecision(plain)) { return "身份证号被 Excel 当成数字，末几位已丢失，无法还原；请把该列改为“文本”格式后重新填写"; }
        if (plain.Length == 15 && TextForm.AllDigits(plain)) { return RefuseOld(plain); }
        if (plain.Length != Length) { return $"身份证号应为 18 位，现在是 {plain.Length} 位"; }
        if (!TextForm.AllDigits(plain[..17])) { return RefuseCharacter(plain); }
        return RefuseContent(plain, today);
    }

    private static string? RefuseContent(ReadOnlySpan<char> plain, DateOnly today)
    {
        if (plain.StartsWith(PlaceholderRegion)) { return "这是占位号（前 6 位为 999999，表示没有身份证号），请补齐真实号码"; }
        if (plain.StartsWith("00")) { return "身份证号前 6 位不是行政区划，请核对"; }
        var date = (int)TextForm.Number(plain[6..14]);
        if (!IsPossibleDate(date)) { return $"身份证号第 7 至 14 位的出生日期 {date:D8} 不存在，请核对"; }
        if (new DateOnly(date / 10000, date / 100 % 100, date % 100) > today) { return $"身份证号里的出生日期 {date} 晚于今天，请核对"; }
        var check = CheckDigitOf(TextForm.Number(plain[..17]));
        return check == plain[17] ? null : $"身份证号校验位不对：按前 17 位计算末位应是 {check}，填的是 {plain[17]}，请逐位核对";
    }

    private static string RefuseOld(ReadOnlySpan<char> plain) =>
        TryUpgrade(plain, out var id, out var reason) ? $"这是 15 位旧身份证号，升位后为 {id}，请与本人核对后改填 18 位" : reason;

    private static string RefuseCharacter(ReadOnlySpan<char> plain)
    {
        var at = plain.IndexOfAnyExceptInRange('0', '9');
        return string.Create(CultureInfo.InvariantCulture, $"身份证号第 {at + 1} 位是“{plain[at]}”，前 17 位只能是数字");
    }

    [GeneratedRegex(@"^\d(\.\d+)?E\+?\d{2}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScientificForm();
}

/// <summary>The sex that a citizen id carries.</summary>
public enum Sex
{
    Male = 1,
    Female = 2,
}
