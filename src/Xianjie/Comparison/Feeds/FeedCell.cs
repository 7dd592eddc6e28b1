using System.Globalization;
using Xianjie.Platform.Tabular;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Comparison.Feeds;

/// <summary>Reads a cell of a department file as its catalogue column wants it: one spelling for every value, or words on what is wrong.</summary>
internal static class FeedCell
{
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyyMMdd", "yyyy.M.d", "yyyy年M月d日", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"];

    /// <returns>The normal form (empty for a blank cell) and no reason, or a reason.</returns>
    public static (string Value, string? Reason) Read(Column column, TableCell cell, DateOnly today)
    {
        if (cell.Kind is CellKind.Error)
            return (string.Empty, $"单元格是 Excel 错误值 {cell.Text}");
        if (cell.Kind is CellKind.Formula)
            return (string.Empty, "单元格是没有算出结果的公式，请粘贴为数值");
        var text = cell.Text.Trim();
        if (text.Length == 0)
            return column.Required ? (string.Empty, $"“{column.Name}”必填") : (string.Empty, null);
        if (cell.HasLostDigits)
            return (string.Empty, $"“{text}”在 Excel 里被当成数字，末几位已丢失，请把该列设为文本后重填");
        return column.Type switch
        {
            ColumnType.Code => Code(column, text),
            ColumnType.Codes => Several(column, text),
            ColumnType.Bool => Bool(text),
            ColumnType.Money => Money.TryParse(text, out var amount, out var why) ? Within(column, amount.Yuan, amount.ToString()) : (string.Empty, why),
            ColumnType.Int or ColumnType.Decimal or ColumnType.Year => Number(column, text),
            ColumnType.Date => Date(text, today),
            ColumnType.Month => YearMonth.TryParse(text, out var month, out var wrong) ? (month.ToString(), null) : Date(text, DateOnly.MaxValue) is { Reason: null } day ? (day.Value[..4] + day.Value[5..7], null) : (string.Empty, wrong),
            ColumnType.DisabilityCard => DisabilityCardNo.TryParse(text, today, out var card, out var bad) ? (card.ToString(), null) : (string.Empty, bad),
            ColumnType.CreditCode => CreditCode.TryParse(text, out var code, out var unfit) ? (code.ToString(), null) : (string.Empty, unfit),
            _ => text.Length > 500 ? (string.Empty, "超过 500 字") : (text, null),
        };
    }

    private static (string, string?) Code(Column column, string text) =>
        column.Codes!.NumberOf(text) is > 0 and var number
            ? (column.Codes[number], null)
            : (string.Empty, $"“{text}”不在可选值内，应为：{string.Join('、', column.Codes.Values.Take(12))}{(column.Codes.Values.Count > 12 ? "……" : string.Empty)}");

    private static (string, string?) Several(Column column, string text)
    {
        var values = new List<string>();
        foreach (var part in text.Split(['、', ',', '，', ';', '；', '|', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (value, reason) = Code(column, part);
            if (reason is not null)
                return (string.Empty, reason);
            values.Add(value);
        }
        return (string.Join('、', values), null);
    }

    private static (string, string?) Bool(string text) => text switch
    {
        "是" or "1" or "true" or "Y" or "有" or "√" => ("是", null),
        "否" or "0" or "false" or "N" or "无" or "×" => ("否", null),
        _ => (string.Empty, $"“{text}”应填 是 或 否"),
    };

    private static (string, string?) Number(Column column, string text)
    {
        if (!decimal.TryParse(text.Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return (string.Empty, $"“{text}”不是数字");
        if (column.Type != ColumnType.Decimal && number != decimal.Truncate(number))
            return (string.Empty, $"“{text}”应是整数");
        if (column.Type == ColumnType.Year && number is < 1900 or > 2200)
            return (string.Empty, $"“{text}”不是四位年份");
        return Within(column, number, number.ToString("0.####", CultureInfo.InvariantCulture));
    }

    private static (string, string?) Within(Column column, decimal number, string form)
    {
        if (column.Min is { } min && number < min)
            return (string.Empty, $"{form} 小于最小值 {min}");
        if (column.Max is { } max && number > max)
            return (string.Empty, $"{form} 大于最大值 {max}");
        return (form, null);
    }

    private static (string Value, string? Reason) Date(string text, DateOnly today)
    {
        if (!DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) || moment.Year < 1900)
            return (string.Empty, $"“{text}”不是日期，应如 2026-11-22");
        var day = DateOnly.FromDateTime(moment);
        return day > today ? (string.Empty, $"{day:yyyy-MM-dd} 在今天之后") : (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
    }
}
