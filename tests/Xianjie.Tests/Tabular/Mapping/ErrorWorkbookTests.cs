using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Screening.Identifiers;
using static Xianjie.Tests.Tabular.Mapping.Catalogues;

namespace Xianjie.Tests.Tabular.Mapping;

public sealed class ErrorWorkbookTests
{
    private static readonly string[] Headers = ["证件号码", "参保人姓名", "住院号", "医疗类别", "结算时间", "个人自付（元）", "备注", "备注"];
    private static readonly string Id = CitizenId.Create(511322, new DateOnly(1980, 5, 1), 101).ToString();

    private static readonly string[][] Rows =
    [
        [Id, "张三", "N1", "住院", "2025-03-15", "100", "甲", "乙"],
        [Id[..17] + (Id[17] == '1' ? '2' : '1'), "李四", "N2", "住院", "2025-02-30", "-5", "=1+1", "𠮷"],
        [Id, "", "N3", "住院", "2025-03-15", "100", "", ""],
    ];

    private static (TableSource Table, ColumnMapping Mapping, List<MappedRow> Rows) Map(Stream file, IReadOnlyDictionary<string, string>? saved = null)
    {
        var table = Tables.Open(file);
        var mapping = new MappingGuess(table.Header, new ImportTarget(Fact("医保结算")), saved).Guess();
        Assert.False(mapping.IsRefused(out var words), words);
        var mapper = new RowMapper(mapping, table.Header, Today);
        return (table, mapping, [.. table.Rows.Select(mapper.Map)]);
    }

    [Fact]
    [Requirement("S1-20")]
    public void Good_rows_are_typed_and_bad_ones_say_every_reason()
    {
        var (_, _, rows) = Map(Tables.Xlsx(Headers, Rows));

        Assert.True(rows[0].IsGood);
        Assert.Equal(Id, rows[0].Text("身份证号"));
        Assert.Equal(10_000, rows[0].Value<long>("自付金额"));
        Assert.Equal("住院", rows[0].Text("就诊类型"));
        Assert.Equal(["证件号码", "结算时间", "个人自付（元）"], rows[1].Errors.Select(error => error.Column));
        Assert.All(rows[1].Errors, error => Assert.Equal(3, error.Row));
        Assert.Equal("参保人姓名", rows[2].Errors.Single().Column);
    }

    [Fact]
    public void The_error_workbook_holds_the_bad_rows_as_they_came_and_can_be_corrected_and_read_again()
    {
        var (table, mapping, rows) = Map(Tables.Xlsx(Headers, Rows));
        var output = new MemoryStream();
        Assert.Equal(2, ErrorWorkbook.Write(output, table.Header, rows));

        using var errors = Tables.Open(output);
        Assert.Equal([.. Headers, "错误原因", "原行号"], Tables.Headers(errors));
        Assert.Equal(Rows[1..], Tables.Texts(errors).Select(row => row[..8]));
        Assert.Contains("【结算时间】日期 2025年2月30日 不存在", Tables.Texts(errors)[0][8], StringComparison.Ordinal);
        Assert.Equal("3", Tables.Texts(errors)[0][9]);

        string[][] corrected = [.. Tables.Texts(errors).Select(row => (string[])[Id, "李四", row[2], row[3], "2025-02-28", "5", .. row[6..]])];
        var (_, again, fixedRows) = Map(Tables.Xlsx([.. Headers, "错误原因", "原行号"], corrected), mapping.ToSaved());
        Assert.All(fixedRows, row => Assert.True(row.IsGood));
        Assert.All(again.Columns.TakeLast(2), column => Assert.Null(column.Target));
    }

    [Fact]
    public void Bad_cells_are_red_and_others_are_not()
    {
        var (table, _, rows) = Map(Tables.Xlsx(Headers, Rows));
        var output = new MemoryStream();
        ErrorWorkbook.Write(output, table.Header, rows);
        using var archive = new System.IO.Compression.ZipArchive(output);
        using var sheet = new StreamReader((archive.GetEntry("xl/worksheets/sheet1.xml") ?? throw new InvalidOperationException()).Open());
        var xml = sheet.ReadToEnd();

        Assert.Contains("""<c r="A2" s="3" """, xml, StringComparison.Ordinal);
        Assert.Contains("""<c r="B2" s="2" """, xml, StringComparison.Ordinal);
        Assert.Contains("""<c r="E2" s="3" """, xml, StringComparison.Ordinal);
        Assert.Contains("""<c r="B3" s="3"/>""", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_an_error_workbook_do_not_pile_up_columns()
    {
        var (table, _, rows) = Map(Tables.Xlsx([.. Headers, "错误原因", "原行号"], [.. Rows.Select(row => (string[])[.. row, "旧", "9"])]));
        var output = new MemoryStream();
        ErrorWorkbook.Write(output, table.Header, rows);
        using var errors = Tables.Open(output);
        Assert.Equal(10, errors.Header.Count);
    }

    [Fact]
    public void A_module_can_refuse_a_row_for_its_own_reason()
    {
        var (table, mapping, rows) = Map(Tables.Xlsx(Headers, Rows));
        var column = mapping.Target["身份证号"] ?? throw new InvalidOperationException();
        var refused = new RowMapper(mapping, table.Header, Today).Refuse(rows[0], column, "此人已死亡");
        Assert.Equal("【证件号码】此人已死亡", refused.Errors.Single().ToString());
    }

    [Fact]
    public void A_template_is_understood_when_it_comes_back_filled_in()
    {
        foreach (var fact in Real.Facts)
        {
            var target = ImportTarget.For(Real, fact);
            var output = new MemoryStream();
            TemplateWorkbook.Write(output, target);
            using var table = Tables.Open(output);
            var mapping = new MappingGuess(table.Header, target).Guess();
            Assert.Equal(target.Columns.Select(column => column.Key), mapping.Columns.Select(column => column.Target?.Key));
            Assert.Empty(table.Rows);
        }
    }
}
