using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Ledgers.Import;

/// <summary>A ledger as a workbook: the template to fill in, and which column of a file is which field.</summary>
internal static class LedgerSheet
{
    public const string Place = "区划", RowId = "行编号", State = "状态", Fault = "错误";
    private static readonly string[] Aside = [State, Fault, "错误原因", "原行号"];

    /// <summary>Field or place or row of each column; null where the file has a column that the ledger has not.</summary>
    public sealed record Columns(int? Place, int? RowId, IReadOnlyList<(int Index, LedgerField Field)> Fields, IReadOnlyList<string> Unknown);

    public static Columns Map(Ledger ledger, TableHeader header)
    {
        int? place = null, id = null;
        var (fields, unknown) = (new List<(int, LedgerField)>(), new List<string>());
        foreach (var column in header.Columns)
        {
            var title = Bare(column.Leaf);
            if (title == Place)
                place = column.Index;
            else if (title == RowId)
                id = column.Index;
            else if (ledger[title] is { } field)
            {
                if (field.Type != FieldType.Formula && !fields.Exists(f => f.Item2 == field))
                    fields.Add((column.Index, field));
            }
            else if (title.Length > 0 && !Aside.Contains(title))
                unknown.Add(column.Text);
        }
        return new(place, id, fields, unknown);
    }

    private static string Bare(string title)
    {
        title = title.Trim().TrimStart('*').Trim();
        var unit = title.IndexOfAny(['（', '(']);
        return unit > 0 ? title[..unit].Trim() : title;
    }

    public static string Title(LedgerField field) => $"{(field.Required ? "*" : string.Empty)}{field.Name}{(field.Unit is { } unit ? $"（{unit}）" : field.Type == FieldType.Money ? "（元）" : string.Empty)}";

    /// <summary>Writes the template: choices as lists, an example line, and a sheet that tells what each column wants.</summary>
    public static void Template(Stream output, Ledger ledger, IReadOnlyList<Places.Place> units, Func<long, string> path)
    {
        using var writer = new XlsxWriter(output);
        var fields = ledger.Entered.Where(f => f.Type != FieldType.Attachment).ToList();
        IReadOnlyList<string> places = [.. units.Take(2000).Select(u => path(u.Code))];
        writer.AddSheet(new SheetLayout(ledger.Title, [new SheetColumn("*" + Place, 26, places, $"{LedgerWords.Level(ledger.Level)}名称或 12 位代码"), .. fields.Select(f => new SheetColumn(Title(f), Math.Clamp((Title(f).Length * 2) + 4, 10, 30), Choices(f), HowTo(f)))]));
        var notes = writer.AddSheet(new SheetLayout("填写说明", [new SheetColumn("列名", 22), new SheetColumn("必填", 8), new SheetColumn("怎么填", 40), new SheetColumn("例", 20), new SheetColumn("可填的值", 60)]));
        notes.Write(OutCell.Text(Place), OutCell.Text("是"), OutCell.Text($"{LedgerWords.Level(ledger.Level)}名称或 12 位代码"), OutCell.Text(places.Count > 0 ? places[0] : string.Empty), OutCell.Text(string.Empty));
        foreach (var field in fields)
            notes.Write(OutCell.Text(field.Name), OutCell.Text(field.Required ? "是" : string.Empty), OutCell.Text(HowTo(field)), OutCell.Text(Example(field)), OutCell.Text(field.Codes is { } codes ? string.Join('、', codes.Values) : string.Empty));
        writer.AddNotes("来源", [$"{ledger.Title}（{ledger.Key}）", $"责任部门：{ledger.Owner}", $"依据：{ledger.Basis}", .. ledger.Checks.Select(c => $"{(c.Severity == "E" ? "拒收" : "提醒")}：{c.Message}")]);
    }

    private static IReadOnlyList<string>? Choices(LedgerField field) => field.Type switch { FieldType.Code => field.Codes?.Values, FieldType.Bool => ["是", "否"], _ => null };

    private static string HowTo(LedgerField field)
    {
        var range = (field.Min, field.Max) switch { ({ } min, { } max) => $"，{min} 至 {max}", ({ } min, null) => $"，不小于 {min}", (null, { } max) => $"，不大于 {max}", _ => string.Empty };
        return field.Type switch
        {
            FieldType.Code => "从下拉列表选择", FieldType.Codes => "可填多个，用顿号隔开", FieldType.Bool => "填“是”或“否”", FieldType.Int => "整数" + range, FieldType.Decimal => "数字" + range, FieldType.Money => "金额，单位元，最多两位小数" + range,
            FieldType.Date => "日期，如 2026-03-15", FieldType.Month => "年月，如 202603", FieldType.Year => "年份，如 2026", FieldType.CitizenId => "18 位，单元格用文本格式", FieldType.Phone => "11 位手机号或座机", FieldType.CreditCode => "18 位统一社会信用代码",
            FieldType.Division => "12 位行政区划代码", FieldType.Household => "户编号，或本村的户主姓名", FieldType.Person => "身份证号，或本村的姓名", FieldType.Location => "经度,纬度", FieldType.Reference => "与被引用台账里的写法一致", _ => "文字",
        } + (field.Unique ? "，不能重复" : string.Empty);
    }

    private static string Example(LedgerField field) => field.Samples.Count > 0 ? field.Samples[0] : field.Type switch
    {
        FieldType.Code or FieldType.Codes => field.Codes!.Values[0], FieldType.Bool => "是", FieldType.Int or FieldType.Decimal or FieldType.Money => $"{field.Min ?? 10:0}", FieldType.Date => "2026-03-15", FieldType.Month => "202603", FieldType.Year => "2026", FieldType.Location => "105.1234,26.5678",
        _ => string.Empty,
    };

    /// <summary>The file as it came, with a column that says what is wrong, so that it can be mended and sent again.</summary>
    public static void Errors(Stream output, TableHeader header, IEnumerable<(TableRow Row, RowDraft? Draft)> rows, Ledger ledger, Columns columns)
    {
        using var writer = new XlsxWriter(output);
        var shown = header.Columns.Where(c => !Aside.Contains(Bare(c.Leaf))).ToList();
        var sheet = writer.AddSheet(new SheetLayout(ledger.Title, [.. shown.Select(c => new SheetColumn(c.Leaf, Math.Clamp((c.Leaf.Length * 2) + 4, 10, 30))), new SheetColumn(Fault, 60)]));
        foreach (var (row, draft) in rows)
        {
            var bad = columns.Fields.Where(f => draft?.Faults.Exists(d => d.Field == f.Field.English) == true).Select(f => f.Index).ToHashSet();
            sheet.Write([.. shown.Select(c => bad.Contains(c.Index) ? OutCell.Text(row[c.Index].Text).Bad() : OutCell.Text(row[c.Index].Text)), OutCell.Reason(draft is null ? string.Empty : Words(ledger, draft))]);
        }
    }

    public static string Words(Ledger ledger, RowDraft draft) => string.Join('；', draft.Faults.Select(f => f.Field is { } name ? $"{ledger[name]!.Name}：{f.Words}" : f.Words));
}
