using System.Text;
using System.Text.RegularExpressions;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>What is left of a column title when manners of writing are taken away.</summary>
internal static partial class HeaderForm
{
    /// <summary>Words before a title that make it another person's (户主身份证号 is not the member's 身份证号) or another time's.</summary>
    private static readonly string[] Others =
        ["户主", "配偶", "父亲", "母亲", "监护人", "联系人", "责任人", "采集人", "经办人", "填表人", "代办人", "法人", "法定代表人", "患者家属", "紧急联系人", "开户人", "网格员",
        // and words that make it another time's
        "消除后", "消除时", "风险消除·", "识别时", "风险识别·"];

    /// <summary>Half-width, lower case, without blanks, brackets with units, punctuation and 是否.</summary>
    public static string Plain(string title)
    {
        var half = string.Concat(title.Select(TextForm.HalfWidth)).ToLowerInvariant();
        var bare = Brackets().Replace(half, "");
        var plain = new StringBuilder(bare.Length);
        foreach (var c in bare.Length > 0 ? bare : half)
        {
            if (char.IsLetterOrDigit(c)) { plain.Append(c); }
        }
        var text = plain.ToString();
        return text.StartsWith("是否", StringComparison.Ordinal) && text.Length > 2 ? text[2..] : text;
    }

    /// <summary>The lowest part of a joined title.</summary>
    public static string Leaf(string title) => title[(title.LastIndexOf('·') + 1)..];

    /// <summary>风险1, 风险2 … and 风险 are one column of several values.</summary>
    public static string WithoutNumber(string plain) => plain.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    /// <summary>True where one title speaks of another person or time than the other.</summary>
    public static bool SpeakOfDifferentPeople(string one, string other) =>
        Array.Exists(Others, word => one.Contains(word, StringComparison.Ordinal) != other.Contains(word, StringComparison.Ordinal));

    /// <summary>How alike two texts are, 0 to 1: shared pairs of neighbouring characters (Dice), for Chinese titles of a few characters.</summary>
    public static double Likeness(string one, string other)
    {
        if (one == other) { return 1; }
        if (one.Length < 2 || other.Length < 2) { return 0; }
        var pairs = Enumerable.Range(0, one.Length - 1).Select(i => one.Substring(i, 2)).ToList();
        var all = pairs.Count + other.Length - 1;
        var shared = Enumerable.Range(0, other.Length - 1).Count(i => pairs.Remove(other.Substring(i, 2)));
        return 2.0 * shared / all;
    }

    [GeneratedRegex(@"[(\[【{〔<][^)\]】}〕>]*[)\]】}〕>]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Brackets();
}
