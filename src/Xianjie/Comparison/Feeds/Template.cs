using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>The empty workbook of a feed: header, choices as lists in the cells, and a sheet that explains every column.</summary>
internal static class Template
{
    public static void Write(Stream output, FactTable feed)
    {
        using var book = new XlsxWriter(output);
        var columns = feed.Columns.Where(c => c.Expression is null).ToList();
        var sheet = book.AddSheet(new SheetLayout(feed.Name, [.. columns.Select(c => new SheetColumn(
            Title(c), Math.Max(12, c.Name.Length * 2.4), c.Codes?.Values ?? (c.Type == ColumnType.Bool ? ["是", "否"] : null), Hint(c)))]));
        _ = sheet;
        var notes = book.AddSheet(new SheetLayout("填表说明", [new("列名", 20), new("是否必填", 10), new("格式", 30), new("可选值", 60), new("也认的列名", 60)]));
        foreach (var column in columns)
        {
            notes.Write(OutCell.Text(column.Name), OutCell.Text(column.Required ? "必填" : "选填"), OutCell.Text(Hint(column)),
                OutCell.Text(column.Codes is { } codes ? string.Join('、', codes.Values) : column.Type == ColumnType.Bool ? "是、否" : string.Empty),
                OutCell.Text(string.Join('、', column.Synonyms)));
        }
        notes.Write(OutCell.Text("说明"), OutCell.Text(string.Empty), OutCell.Text(feed.Key.Count == 0
            ? "每行都计入"
            : $"同一{(feed.Grain == Grain.Person ? "人" : "户")}、相同的{string.Join('、', feed.Key)}，后送的行替换先送的行"));
    }

    private static string Title(Column column) => column.Unit is { } unit ? $"{column.Name}（{unit}）" : column.Name;

    public static string Hint(Column column) => column.Type switch
    {
        ColumnType.CitizenId => "18 位身份证号，单元格设为文本",
        ColumnType.Date => "日期，如 2026-11-22",
        ColumnType.Month => "月份，如 202611",
        ColumnType.Year => "四位年份",
        ColumnType.Money => "金额（元），最多两位小数",
        ColumnType.Int => "整数",
        ColumnType.Decimal => "数字",
        ColumnType.Code => "从可选值中选",
        ColumnType.Codes => "可选值中选一个或几个，用顿号分开",
        ColumnType.Bool => "是 或 否",
        ColumnType.DisabilityCard => "20 位残疾人证号，单元格设为文本",
        ColumnType.CreditCode => "18 位统一社会信用代码",
        _ => "文字",
    };
}
