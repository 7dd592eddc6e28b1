using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>Reads one cell as its catalogue column wants it.</summary>
internal static class CellReading
{
    private const int LongestText = 2000;

    // What other programs write for "nothing" (monitoring.md 1.6)
    private static readonly HashSet<string> Nothing = new(["none", "null", "nan", "nat", "\\n", "n/a", "#n/a"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Dashes = new(["-", "--", "—", "——", "/", "\\", "无"], StringComparer.Ordinal);

    /// <summary>The value (null where blank) and, where it cannot be taken, the reason in Chinese.</summary>
    public static (object? Value, string? Reason) Read(ImportColumn target, TableCell cell, DateOnly today)
    {
        var column = target.Column;
        if (cell.Kind == CellKind.Formula) { return (null, "公式没有计算结果，请用 Excel 打开并保存后再上传，或改填数值"); }
        if (cell.Kind == CellKind.Error && !Nothing.Contains(cell.Text)) { return (null, $"单元格是 Excel 错误值 {cell.Text}，请改填正确的内容"); }
        var text = Trimmed(cell.Text);
        if (IsBlank(text, column)) { return (null, target.Required ? "不能为空" : null); }
        if (cell.HasLostDigits && column.Type is not (ColumnType.Int or ColumnType.Decimal or ColumnType.Money))
        {
            return (null, $"{text.Length} 位数字被 Excel 当成数值，第 15 位以后已丢失，无法还原；请把该列改为“文本”格式后重新填写");
        }
        var read = Typed(column, cell with { Content = text }, today);
        return read.Reason is null && Misplaced(target, read.Value, today) is { } reason ? (null, reason) : read;
    }

    private static (object? Value, string? Reason) Typed(Column column, TableCell cell, DateOnly today)
    {
        var text = cell.Text;
        return column.Type switch
        {
            ColumnType.Text => text.Length <= LongestText ? (text, null) : (null, $"超过 {LongestText} 个字"),
            ColumnType.Code => CodeReading.One(column, text),
            ColumnType.Codes => CodeReading.Several(column, text),
            ColumnType.Bool => TruthReading.Read(text),
            ColumnType.Int => NumberReading.Whole(column, text),
            ColumnType.Decimal => NumberReading.Exact(column, text),
            ColumnType.Money => NumberReading.Amount(column, cell),
            ColumnType.Date => DayReading.Day(cell),
            ColumnType.Month => DayReading.Month(cell),
            ColumnType.Year => Or(PolicyYear.TryParse(DayReading.YearPart(cell), out var year, out var reason), year, reason),
            ColumnType.CitizenId => Or(CitizenId.TryParse(text, today, out var id, out var reason), id, reason),
            ColumnType.DisabilityCard => Or(DisabilityCardNo.TryParse(text, today, out var card, out var reason), card, reason),
            ColumnType.CreditCode => Or(CreditCode.TryParse(text, out var code, out var reason), code, reason),
            ColumnType.Division => Or(DivisionCode.TryParse(text, out var division, out var reason), division, reason),
            ColumnType.Phone => Or(PhoneNo.TryParse(text, out var phone, out var reason), phone, reason),
            _ => throw new InvalidOperationException($"No reading for {column.Type}"),
        };
    }

    private static (object? Value, string? Reason) Or(bool read, object value, string? reason) => read ? (value, null) : (null, reason);

    private static string? Misplaced(ImportColumn target, object? value, DateOnly today) => value switch
    {
        DateOnly day when target.IsPast && day > today => $"日期 {day:yyyy-MM-dd} 晚于今天，请核对",
        YearMonth month when target.IsPast && month > YearMonth.Of(today) => $"{month.ToChinese()}晚于本月，请核对",
        _ => null,
    };

    private static bool IsBlank(string text, Column column) =>
        text.Length == 0 || Nothing.Contains(text)
        || (Dashes.Contains(text) && column.Type is not (ColumnType.Text or ColumnType.Bool) && (column.Codes is null || column.Codes.NumberOf(text) == 0));

    private static string Trimmed(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && TextForm.IsBlank(text[start])) { start++; }
        while (end > start && TextForm.IsBlank(text[end - 1])) { end--; }
        return end - start == text.Length ? text : text[start..end];
    }
}
