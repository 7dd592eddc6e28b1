using System.Globalization;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Tabular;

[Requirement("S1-20")]
public sealed class XlsxTests
{
    private const string DateStyle = """<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>""";

    private static string Row2(string cells) => Tables.Row(1, "甲", "乙", "丙") + $"""<row r="2">{cells}</row>""";

    private static TableCell[] Cells(MemoryStream workbook)
    {
        using var table = Tables.Open(workbook);
        var row = table.Rows.Single();
        Assert.Null(table.Failure);
        return [row[0], row[1], row[2]];
    }

    [Fact]
    public void Numbers_dates_shared_texts_and_truths_come_as_text_with_their_kind()
    {
        var cells = Cells(Tables.Workbook(Row2("""<c r="A2"><v>1234.5</v></c><c r="B2" s="1"><v>45292</v></c><c r="C2" t="s"><v>0</v></c>"""), styles: DateStyle,
            shared: "<si><r><t>青石</t></r><rPh><t>qing</t></rPh><r><t>村</t></r></si>"));

        Assert.Equal(new TableCell("1234.5", CellKind.Number), cells[0]);
        Assert.Equal(new TableCell("2024-01-01", CellKind.Date), cells[1]);
        Assert.Equal(new TableCell("青石村", CellKind.Text), cells[2]);
    }

    [Fact]
    public void A_month_format_of_Chinese_Excel_is_a_date_and_1904_is_heeded()
    {
        Assert.Equal("2024-03-01", Cells(Tables.Workbook(Row2("""<c r="A2" s="2"><v>45352</v></c>"""), styles: DateStyle))[0].Text);
        Assert.Equal("2024-03-01", Cells(Tables.Workbook(Row2("""<c r="A2" s="2"><v>43890</v></c>"""), styles: DateStyle, workbookPr: """<workbookPr date1904="1"/>"""))[0].Text);
    }

    [Fact]
    public void A_citizen_id_that_Excel_made_a_number_has_lost_its_digits()
    {
        var cell = Cells(Tables.Workbook(Row2("""<c r="A2"><v>5.1132219800101101E+17</v></c>""")))[0];
        Assert.True(cell.HasLostDigits);
        Assert.Equal(18, cell.Text.Length);
    }

    [Fact]
    public void Floating_point_dust_is_rounded_away() =>
        Assert.Equal("0.3", Cells(Tables.Workbook(Row2("""<c r="A2"><v>0.30000000000000004</v></c>""")))[0].Text);

    [Fact]
    public void A_formula_gives_its_value_and_one_that_was_never_calculated_is_marked()
    {
        var cells = Cells(Tables.Workbook(Row2("""<c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>CMD()</f></c><c r="C2" t="e"><v>#N/A</v></c>""")));
        Assert.Equal(new TableCell("2", CellKind.Number), cells[0]);
        Assert.Equal(CellKind.Formula, cells[1].Kind);
        Assert.Equal(new TableCell("#N/A", CellKind.Error), cells[2]);
    }

    [Fact]
    public void Cells_without_references_follow_each_other() =>
        Assert.Equal(["7", "8", "9"], Cells(Tables.Workbook(Row2("<c><v>7</v></c><c><v>8</v></c><c><v>9</v></c>"))).Select(cell => cell.Text));

    [Fact]
    public void Titles_and_notes_above_the_header_are_left_out()
    {
        using var table = Tables.Open(Tables.Workbook(Tables.Row(1, "某县监测对象信息表") + Tables.Row(2, "填报单位：青石镇", null, null, "单位：元")
            + Tables.Row(3, "姓名", "身份证号", "村", "收入") + Tables.Row(4, "1", "2", "3", "4") + Tables.Row(5, "张三", "11010519491231002X", "青石村", "100"),
            """<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>"""));

        Assert.Equal(["姓名", "身份证号", "村", "收入"], Tables.Headers(table));
        Assert.Equal(5, table.Rows.Single().Number);
        Assert.Contains(table.Notices, notice => notice.Contains("第 3 行", StringComparison.Ordinal));
    }

    [Fact]
    public void A_header_of_two_rows_with_merged_cells_is_joined()
    {
        using var table = Tables.Open(Tables.Workbook(Tables.Row(1, "收入登记表") + Tables.Row(2, "姓名", "收入", null, null, "电话") + Tables.Row(3, null, "工资性", "经营性", "财产性", null)
            + Tables.Row(4, "张三", "1", "2", "3", "13800000000"),
            """<mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:D2"/><mergeCell ref="E2:E3"/></mergeCells>"""));

        Assert.Equal(["姓名", "收入·工资性", "收入·经营性", "收入·财产性", "电话"], Tables.Headers(table));
        Assert.Equal("财产性", table.Header.Columns[3].Leaf);
        Assert.Equal(4, table.Rows.Single().Number);
    }

    [Fact]
    public void The_same_header_saved_as_text_is_joined_too()
    {
        using var table = Tables.Open(Tables.Bytes("收入登记表,,,,\n姓名,收入,,,电话\n,工资性,经营性,财产性,\n张三,1,2,3,13800000000\n"));
        Assert.Equal(["姓名", "收入·工资性", "收入·经营性", "收入·财产性", "电话"], Tables.Headers(table));
        Assert.Equal(["张三", "1", "2", "3", "13800000000"], Tables.Texts(table).Single());
    }

    [Fact]
    public void A_household_number_merged_over_its_members_is_carried_down()
    {
        using var table = Tables.Open(Tables.Workbook(Tables.Row(1, "户编号", "姓名") + Tables.Row(2, "H1", "张三") + Tables.Row(3, null, "李四") + Tables.Row(4, "H2", "王五"),
            """<mergeCells><mergeCell ref="A2:A3"/></mergeCells>"""));
        Assert.Equal([["H1", "张三"], ["H1", "李四"], ["H2", "王五"]], Tables.Texts(table));
    }

    [Fact]
    public void Same_titles_get_keys_of_their_own_and_blank_ones_a_name()
    {
        using var table = Tables.Open(Tables.Bytes("姓名,收入,收入,,村\n张三,1,2,x,青石\n"));
        Assert.Equal(["姓名", "收入", "收入#2", "（D 列无标题）", "村"], table.Header.Columns.Select(column => column.Key));
    }

    [Fact]
    public void Hidden_and_further_sheets_are_left_aside_and_said()
    {
        var output = new MemoryStream();
        using (var writer = new XlsxWriter(output))
        {
            writer.AddSheet(new SheetLayout("说明", []));
            writer.AddSheet(new SheetLayout("名单", [new SheetColumn("性别", Choices: ["男", "女"]), new SheetColumn("姓名")])).Write(OutCell.Text("男"), OutCell.Text("张三"));
            writer.AddSheet(new SheetLayout("其他", [new SheetColumn("村")])).Write(OutCell.Text("青石"));
        }
        using var table = Tables.Open(output);

        Assert.Equal(["性别", "姓名"], Tables.Headers(table));
        Assert.Contains("未读取：其他", table.Notices[0], StringComparison.Ordinal);
        Assert.Contains("隐藏的工作表不读取：选项", table.Notices[1], StringComparison.Ordinal);
        using var other = Tables.Open(output, sheet: "其他");
        Assert.Equal(["村"], Tables.Headers(other));
        Assert.Contains("没有名为“没有”的工作表", Tables.Refusal(output, sheet: "没有"), StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_cells_are_read_back_as_what_they_were()
    {
        var output = new MemoryStream();
        using (var writer = new XlsxWriter(output))
        {
            var sheet = writer.AddSheet(new SheetLayout("表", [new SheetColumn("甲"), new SheetColumn("乙"), new SheetColumn("丙")], Title: "标题"));
            sheet.Write(OutCell.Money(Money.FromFen(123456)).Bad(), OutCell.Date(new DateOnly(2024, 2, 29)), OutCell.Number(12.5m));
            sheet.Write(OutCell.Date(new DateOnly(1900, 3, 1)), OutCell.Date(new DateOnly(1899, 1, 1)), OutCell.Number(-3));
        }
        using var table = Tables.Open(output);
        Assert.Equal([["1234.56", "2024-02-29", "12.5"], ["1900-03-01", "1899-01-01", "-3"]], Tables.Texts(table));
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes() =>
        Assert.Equal(Tables.Xlsx(["甲"], ["一"]).ToArray(), Tables.Xlsx(["甲"], ["一"]).ToArray());

    [Fact]
    public void A_hundred_thousand_rows_are_written_and_read_in_seconds()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var headers = Enumerable.Range(0, 12).Select(i => $"列{i}").ToArray();
        var output = new MemoryStream();
        using (var writer = new XlsxWriter(output))
        {
            var sheet = writer.AddSheet(new SheetLayout("表", [.. headers.Select(header => new SheetColumn(header))]));
            var cells = new OutCell[12];
            for (var row = 0; row < 100_000; row++)
            {
                for (var i = 0; i < 12; i++) { cells[i] = i % 3 == 0 ? OutCell.Number(row * i) : OutCell.Text("张三" + row.ToString(CultureInfo.InvariantCulture)); }
                sheet.Write(cells);
            }
        }
        using var table = Tables.Open(output);
        Assert.Equal(100_000, table.Rows.Count());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), watch.Elapsed.ToString());
    }
}
