using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>
/// Reads cells and form fields as a catalogue column wants them: forms, registry files, department files and batches of letters all go through
/// here. Values are plain: text, codes and identifiers as string (several codes joined by <c>;</c>), money as 分 (long), decimal, int, bool,
/// <see cref="DateOnly"/>, months as yyyyMM and years as int, divisions as long. Words do not name the column: whoever shows them does.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Today">China's present day.</param>
/// <param name="Required">Whether blank is refused.</param>
/// <param name="IsPast">True for the day or month on which something happened: it cannot lie in the future.</param>
internal readonly record struct ColumnReading(Column Column, DateOnly Today, bool Required, bool IsPast)
{
    private const int LongestText = 2000, LongestMark = 4;

    // What other programs write for "nothing" (monitoring.md 1.6)
    private static readonly HashSet<string> Nothing = new(["none", "null", "nan", "nat", "\\n", "n/a", "#n/a", "-", "--", "—", "——", "/", "\\"], StringComparer.OrdinalIgnoreCase);

    public static ColumnReading Of(FactTable fact, Column column, DateOnly today) => new(column, today, column.Required, HappenedOn(fact, column));

    public static bool HappenedOn(FactTable fact, Column column) =>
        fact.Date == column || column.Name.Contains("出生", StringComparison.Ordinal) || column.Name.Contains("死亡", StringComparison.Ordinal);

    public Reading Read(string text) => Read(TableCell.Of(text));

    public Reading Read(TableCell cell)
    {
        if (cell.Kind == CellKind.Formula) { return Reading.Refuse("公式没有计算结果，请用 Excel 打开并保存后再上传，或改填数值"); }
        if (cell.Kind == CellKind.Error && !Nothing.Contains(cell.Text)) { return Reading.Refuse($"单元格是 Excel 错误值 {cell.Text}，请改填正确的内容"); }
        var text = Trimmed(cell.Text);
        if (IsBlank(text)) { return Required ? Reading.Refuse("不能为空") : default; }
        if (cell.HasLostDigits && Column.Type is not (ColumnType.Int or ColumnType.Decimal or ColumnType.Money))
        {
            return Reading.Refuse($"{text.Length} 位数字被 Excel 当成数值，末几位已丢失，无法还原；请把该列改为“文本”格式后重新填写");
        }
        var read = Typed(cell with { Content = text });
        return IsPast && read.Value is not null && NotYet(read.Value) is { } reason ? Reading.Refuse(reason) : read;
    }

    private Reading Typed(TableCell cell)
    {
        var text = cell.Text;
        return Column.Type switch
        {
            ColumnType.Text => Plain(text),
            ColumnType.Code => CodeReading.One(Column, text),
            ColumnType.Codes => CodeReading.Several(Column, text),
            ColumnType.Bool => TruthReading.Read(text),
            ColumnType.Int => NumberReading.Whole(Column, text),
            ColumnType.Decimal => NumberReading.Exact(Column, text),
            ColumnType.Money => NumberReading.Amount(Column, cell),
            ColumnType.Date => DayReading.Day(cell),
            ColumnType.Month => DayReading.Month(cell),
            ColumnType.Year => DayReading.Year(cell),
            _ => IdentifierReading.Read(Column, text, Today),
        };
    }

    private static Reading Plain(string text) =>
        text.Length > LongestText ? Reading.Refuse($"超过 {LongestText} 个字，请缩短")
        : text.AsSpan().ContainsAnyInRange('\0', '\b') ? Reading.Refuse("文字里有不可见的控制字符，请重新输入") : new(text);

    private string? NotYet(object value) => value switch
    {
        DateOnly day when day > Today => $"日期 {day:yyyy-MM-dd} 晚于今天，请核对",
        int month when Column.Type == ColumnType.Month && month > YearMonth.Of(Today).Value => $"{month / 100}年{month % 100}月晚于本月，请核对",
        _ => null,
    };

    // 无 is nothing in a number or date, but a value of its own in texts, truths and some code lists
    private bool IsBlank(string text) =>
        text.Length == 0 || (text.Length <= LongestMark && Nothing.Contains(text))
        || (text == "无" && Column.Type is not (ColumnType.Text or ColumnType.Bool) && (Column.Codes is null || Column.Codes.NumberOf(text) == 0));

    private static string Trimmed(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && TextForm.IsBlank(text[start])) { start++; }
        while (end > start && TextForm.IsBlank(text[end - 1])) { end--; }
        return end - start == text.Length ? text : text[start..end];
    }
}
