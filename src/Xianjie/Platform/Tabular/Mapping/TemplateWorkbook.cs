using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Screening;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>An empty workbook to fill in: the catalogue's columns with choice lists and hints, and a sheet that explains them.</summary>
internal static class TemplateWorkbook
{
    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    public static void Write(Stream output, ImportTarget target)
    {
        using var writer = new XlsxWriter(output);
        writer.AddSheet(new SheetLayout(target.Facts[0].Name, [.. target.Columns.Select(Column)]));
        var notes = writer.AddSheet(new SheetLayout("填写说明", [new SheetColumn("列名", 22), new SheetColumn("必填", 8), new SheetColumn("怎么填", 60), new SheetColumn("可填的值", 60)]));
        foreach (var wanted in target.Columns)
        {
            var column = wanted.Column;
            notes.Write(OutCell.Text(column.Name), OutCell.Text(wanted.Required ? "是" : wanted.IsIdentity ? "任填其一" : ""), OutCell.Text(HowTo(column)),
                OutCell.Text(column.Codes is null ? "" : string.Join('、', column.Codes.Values)));
        }
    }

    private static SheetColumn Column(ImportColumn target)
    {
        var column = target.Column;
        IReadOnlyList<string>? choices = column.Type switch { ColumnType.Code => column.Codes?.Values, ColumnType.Bool => ["是", "否"], _ => null };
        var title = target.Required ? "*" + column.Name : column.Name;
        return new SheetColumn(title, column.Type is ColumnType.CitizenId or ColumnType.DisabilityCard ? 24 : Math.Clamp(title.Length * 2 + 4, 10, 24), choices, HowTo(column));
    }

    private static string HowTo(Column column) => column.Type switch
    {
        ColumnType.Code => "从下拉列表选择",
        ColumnType.Codes => "可填多个，用顿号“、”隔开",
        ColumnType.Bool => "填“是”或“否”",
        ColumnType.Int => "整数" + Range(column),
        ColumnType.Decimal => "数字" + Range(column),
        ColumnType.Money => "金额，单位元，最多两位小数" + Range(column),
        ColumnType.Date => "日期，如 2025-03-15",
        ColumnType.Month => "年月，如 202503",
        ColumnType.Year => "年份，如 2025",
        ColumnType.CitizenId => "18 位身份证号，单元格须为文本格式",
        ColumnType.DisabilityCard => "20 位残疾证号（补换证 22 位）",
        ColumnType.CreditCode => "18 位统一社会信用代码",
        ColumnType.Division => "12 位行政区划代码",
        ColumnType.Phone => "11 位手机号",
        _ => "文字",
    };

    private static string Range(Column column) => (column.Min, column.Max) switch
    {
        ({ } min, { } max) => $"，{min} 至 {max}{column.Unit}",
        ({ } min, null) => $"，不小于 {min}{column.Unit}",
        (null, { } max) => $"，不大于 {max}{column.Unit}",
        _ => "",
    };
}
