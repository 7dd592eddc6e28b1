namespace Xianjie.Platform.Tabular;

/// <summary>Which sheet of a workbook is read, and what is said about the others.</summary>
internal static class SheetChoice
{
    /// <exception cref="TableRefusedException">The wanted sheet is not there, or no sheet can be seen.</exception>
    public static (int Index, IReadOnlyList<string> Notices) Pick(IReadOnlyList<(string Name, bool Visible, bool HasRows)> sheets, string? wanted)
    {
        var all = sheets.Select((sheet, i) => (sheet.Name, sheet.Visible, sheet.HasRows, Index: i)).ToList();
        var usable = all.Where(sheet => wanted is null ? sheet.Visible : sheet.Name == wanted).ToList();
        if (usable.Count == 0)
        {
            throw new TableRefusedException(wanted is null ? "工作簿里没有可见的工作表" : $"工作簿里没有名为“{wanted}”的工作表");
        }
        var chosen = usable.Find(sheet => sheet.HasRows) is { Name: not null } filled ? filled : usable[0];
        var aside = all.Where(sheet => sheet.Index != chosen.Index && sheet.Visible && sheet.HasRows).Select(sheet => sheet.Name).ToList();
        var hidden = all.Where(sheet => sheet.Index != chosen.Index && !sheet.Visible).Select(sheet => sheet.Name).ToList();
        List<string> notices = [];
        if (aside.Count > 0) { notices.Add($"只读取工作表“{chosen.Name}”，未读取：{string.Join('、', aside)}"); }
        if (hidden.Count > 0) { notices.Add($"隐藏的工作表不读取：{string.Join('、', hidden)}"); }
        return (chosen.Index, notices);
    }
}
