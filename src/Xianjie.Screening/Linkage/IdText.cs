using System.Globalization;
using System.Text;

namespace Xianjie.Screening;

/// <summary>How an id differs from another, how often a slip of that kind is the cause, and how often chance would do it.</summary>
internal sealed record IdLikeness(string Text, double Share, double Chance);

/// <summary>An id cell that is no id of the registry: its digits, and the ids that a slip of the hand may have turned into it.</summary>
internal sealed class IdText
{
    private IdText(string digits)
    {
        Digits = digits;
        BirthDay = digits.Length >= 17 && int.TryParse(digits.AsSpan(6, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var date)
            ? Days.Of(date / 10000, date / 100 % 100, date % 100) : -1;
        IsMale = digits.Length >= 17 && (digits[16] - '0') % 2 == 1;
    }

    /// <summary>The leading digits, without the check character of a whole id.</summary>
    public string Digits { get; }

    /// <summary>Day number of the date of birth; −1 if it is none.</summary>
    public int BirthDay { get; }

    public bool IsMale { get; }

    public static IdText Read(string cell)
    {
        var text = cell.Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var digits = text.TrimEnd('X');
        return new IdText(digits.Length is >= 16 and <= 20 && digits.All(char.IsAsciiDigit) ? digits : "");
    }

    /// <summary>Keys (first 17 digits) of ids that may have been meant, likeliest slip first.</summary>
    public IEnumerable<(long Key, IdLikeness Likeness)> Variants()
    {
        if (Digits.Length is 17 or 18)
        {
            var body = Digits[..17];
            yield return (Key(body), new("身份证号前 17 位相同，只有校验码不符", 0.3, 3e-8));
            for (var i = 0; i < 17; i++)
                foreach (var digit in "0123456789")
                    if (digit != body[i])
                        yield return (Key($"{body[..i]}{digit}{body[(i + 1)..]}"), new($"身份证号只差一位（第 {i + 1} 位：{body[i]} 应为 {digit}）", 0.3, 2e-6));
            for (var i = 0; i < 16; i++)
                if (body[i] != body[i + 1])
                    yield return (Key($"{body[..i]}{body[i + 1]}{body[i]}{body[(i + 2)..]}"), new($"身份证号第 {i + 1}、{i + 2} 位颠倒", 0.2, 2e-6));
        }
        if (Digits.Length is 16 or 17)
            for (var i = 0; i <= Math.Min(Digits.Length, 16); i++)
                foreach (var digit in "0123456789")
                    yield return (Key((Digits[..i] + digit + Digits[i..])[..17]), new($"身份证号少写了第 {i + 1} 位（{digit}）", 0.1, 2e-6));
        if (Digits.Length is 18 or 19)
            for (var i = 0; i < 17; i++)
                yield return (Key(Digits.Remove(i, 1)[..17]), new($"身份证号多写了第 {i + 1} 位（{Digits[i]}）", 0.1, 2e-6));
    }

    private static long Key(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
