using System.Text.RegularExpressions;

namespace Xianjie.Platform.Verbs;

/// <summary>What the command-line library says in English only, in Chinese.</summary>
internal static partial class UsageWords
{
    private static readonly (string English, string Chinese)[] Known =
    [
        ("Description:", "说明："), ("Show help and usage information", "显示这段说明"), ("Show version information", "显示版本"), ("(REQUIRED)", "（必填）"), ("[default: ", "[默认："),
        ("Usage:", "用法："), ("Options:", "选项："), ("Arguments:", "参数："), ("Commands:", "命令："), ("。.", "。"),
    ];

    public static string Of(string text)
    {
        foreach (var (english, chinese) in Known)
            text = text.Replace(english, chinese, StringComparison.Ordinal);
        return Missing().Replace(text, "必须给出 $1。");
    }

    [GeneratedRegex("Option '([^']+)' is required\\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Missing();
}
