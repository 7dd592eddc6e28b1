using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>Yes and no as people and systems write them.</summary>
internal static class TruthReading
{
    private static readonly HashSet<string> Yes = new(
        ["是", "有", "已", "对", "√", "✓", "✔", "☑", "1", "1.0", "Y", "YES", "T", "TRUE", "参加", "已参加", "参保", "已参保", "享受", "已享受", "通", "已通", "已解决", "硬化", "已硬化"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> No = new(
        ["否", "无", "没有", "未", "不", "不是", "×", "✗", "✘", "X", "☐", "0", "0.0", "N", "NO", "F", "FALSE", "未参加", "未参保", "不享受", "未享受", "不通", "未通", "未解决", "未硬化"],
        StringComparer.Ordinal);

    public static Reading Read(string text)
    {
        if (text is "是" or "否") { return new(text == "是"); }
        Span<char> room = stackalloc char[16];
        var plain = TextForm.Plain(text, room).ToString();
        return Yes.Contains(plain) ? new(true) : No.Contains(plain) ? new(false) : Reading.Refuse($"应填“是”或“否”，填的是“{(text.Length > 20 ? text[..20] : text)}”");
    }
}
