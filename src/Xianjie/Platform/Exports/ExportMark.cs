using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Exports;

/// <summary>
/// Whose file it is, as it stands in the file. Seen: the line in the head and foot of every printed page and the sheet 导出说明. Unseen: a property of the
/// file, and the number format of the cells of the first column, which widens them by blanks after the text (<c>@_X_1_2</c> for No. 12) and goes along
/// when they are copied into another workbook.
/// </summary>
internal sealed partial record ExportMark(int Number, string By, DateTimeOffset At, string Purpose, RowPrints? Prints = null)
{
    public const string Property = "xianjie-export", Sheet = "导出说明";

    public string Line => $"第 {Number} 份　{By}　{Clock.Local(At):yyyy-MM-dd HH:mm}　用途：{Purpose}";

    public IEnumerable<string> Notes =>
        [$"第 {Number} 份", $"导出人：{By}", $"时间：{Clock.Local(At):yyyy-MM-dd HH:mm}", $"用途：{Purpose}", "含个人信息，只限所写用途使用，不得转发；用完请删除。每份文件可以追查到导出人。"];

    public string Format => "General;\\-General;General;@_X" + string.Concat(Number.ToString(CultureInfo.InvariantCulture).Select(d => "_" + d));

    public static ExportMark Of(ExportRecord record, RowPrints? prints = null) => new(record.Number, record.By, record.At, record.Purpose, prints);

    /// <summary>Export numbers that the parts of a workbook tell of.</summary>
    public static IEnumerable<int> In(string part) =>
        FormatPattern().Matches(part).Select(m => m.Groups[1].Value.Replace("_", string.Empty, StringComparison.Ordinal)).Concat(PropertyPattern().Matches(part).Select(m => m.Groups[1].Value))
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(n => n > 0);

    [GeneratedRegex("@_X((?:_[0-9])+)", RegexOptions.None, 1000)]
    private static partial Regex FormatPattern();

    [GeneratedRegex("xianjie-export\"[^>]*><vt:lpwstr[^>]*>([0-9]+)<", RegexOptions.None, 1000)]
    private static partial Regex PropertyPattern();
}
