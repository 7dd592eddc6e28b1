using System.Text;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Screening;

public sealed class StoreTests
{
    private static readonly string Id = CitizenId.Create(999901, new DateOnly(1980, 5, 5), 1).ToString();
    private const string Household = "户编号,行政区划,户类型,户属性,风险说明\nH1,999901001201,普通农户,普通户,无\n";
    private static readonly string Member = $"户编号,身份证号,姓名,与户主关系\nH1,{Id},张三,户主\n";
    private static readonly FactTable Settlement = Given.Catalogue["医保结算"]!;

    private static FactStore Load(string settlements, string? household = null) => FactLoader.Load(Given.Catalogue,
        [County.File("户", household ?? Household), County.File("成员", Member), County.File("医保结算", settlements)],
        new LoadOptions { Threads = 2, Today = new DateOnly(2026, 10, 31) });

    private static string Row(string cells) => $"身份证号,姓名,结算编号,就诊类型,结算日期,自付金额,医疗机构\n{cells}";

    [Fact]
    public void Quotes_newlines_marks_and_line_ends_are_read_as_written()
    {
        var store = Load("\uFEFF" + Row($"{Id},张三,\"A,1\",住院,2026-01-02,\"1,234.50\",\"甲\"\"医\n院\"\r\n\r\n{Id},张三,A2,住院,2026/1/3,5,5\"号院").Replace("姓名,结", "\"姓名\",结", StringComparison.Ordinal));
        var rows = store.Rows(Settlement, 0);
        Assert.Equal(["1234.50 甲\"医\n院", "5.00 5\"号院"], Enumerable.Range(rows.Start.Value, rows.End.Value).Select(r =>
            $"{store.Display(Settlement, Settlement["自付金额"]!, r)} {store.Display(Settlement, Settlement["医疗机构"]!, r)}"));
        Assert.Equal([1, 3], Enumerable.Range(0, 2).Select(r => store.SourceRow(Settlement, r)));
    }

    [Fact]
    public void Structure_is_the_same_however_the_bytes_fall_into_blocks()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => new[] { "a", ",", "\n", "\"x\ny,\"\"z\"", "中文,", "长长长长长长长长长长", "b\"c" }[random.Next(7)])) + "\n";
            var structure = new CsvStructure();
            structure.Read(Encoding.UTF8.GetBytes(text));
            var (fields, records) = Slowly(Encoding.UTF8.GetBytes(text));
            Assert.Equal(fields, structure.FieldEnds.ToArray());
            Assert.Equal(records, structure.RecordEnds.ToArray());
        }
    }

    private static (List<int> Fields, List<int> Records) Slowly(byte[] text)
    {
        var (fields, records, quoted) = (new List<int>(), new List<int>(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var opens = text[i] == '"' && (i == 0 || text[i - 1] is (byte)',' or (byte)'\n');
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"') i++;
            else if (quoted ? text[i] == '"' : opens) quoted = !quoted;
            else if (!quoted && text[i] is (byte)',' or (byte)'\n') fields.Add(i);
            if (!quoted && text[i] == '\n') records.Add(fields.Count);
        }
        return (fields, records);
    }

    [Fact]
    public void A_later_row_with_the_same_key_replaces_the_earlier()
    {
        var store = Load(Row($"{Id},张三,A1,住院,2026-01-02,1,甲\n{Id},张三,A2,住院,2026-01-02,2,甲\n{Id},张三,A1,住院,2026-01-02,3,甲"));
        Assert.Equal(2, store.RowCount(Settlement));
        Assert.Equal(1, store.Report.Replaced[Settlement]);
        Assert.Equal(["2.00", "3.00"], Enumerable.Range(0, 2).Select(r => store.Display(Settlement, Settlement["自付金额"]!, r)));
    }

    [Fact]
    public void Rows_that_match_nobody_are_listed_with_the_reason()
    {
        var stranger = CitizenId.Create(999901, new DateOnly(1981, 1, 1), 2).ToString();
        var wrong = Id[..17] + (Id[17] == '0' ? '1' : '0');
        var store = Load(Row($"{wrong},张三,A1,住院,2026-01-02,1,\n{stranger},李四,A2,住院,2026-01-02,1,\n,王五,A3,住院,2026-01-02,1,\n{Id.ToLowerInvariant()} ,张三,A4,住院,2026-01-02,1,"));
        Assert.Equal([(1, "身份证号有误（位数、日期或校验码不对）"), (2, "身份证号不在户档中"), (3, "没有身份证号")], store.Report.Unmatched.Select(u => (u.Row, u.Reason)));
        Assert.Equal("李四", store.Report.Unmatched[1].Name);
        Assert.Equal(1, store.RowCount(Settlement));
        var file = store.Report.Files.Single(f => f.Fact == Settlement);
        Assert.Equal((4, 1, 3), (file.Rows, file.Accepted, file.Unmatched));
    }

    [Theory]
    [InlineData("A1,住家,2026-01-02,1", "就诊类型", "“就诊类型”没有这个取值，可用：住院", true)]
    [InlineData("A1,住院,2026-02-30,1", "结算日期", "“结算日期”应是日期", true)]
    [InlineData("A1,住院,2026-11-01,1", "结算日期", "“结算日期”晚于数据日期", true)]
    [InlineData("A1,住院,2026-01-02,-0.01", "自付金额", "“自付金额”不能为负数", true)]
    [InlineData("A1,住院,2026-01-02,一百", "自付金额", "“自付金额”应是数字", true)]
    [InlineData("A1,住院,2026-01-02,1.005", "自付金额", "小数位过多", true)]
    [InlineData("A1,住院,2026-01-02,99999999999999", "自付金额", "数值过大", true)]
    [InlineData("A1,住院,2026-01-02,", "自付金额", "“自付金额”必填，现为空", true)]
    [InlineData(",住院,2026-01-02,1", "结算编号", "“结算编号”必填，现为空", true)]
    public void A_cell_that_does_not_fit_is_refused_with_row_column_and_reason(string cells, string column, string reason, bool rowRefused)
    {
        var store = Load(Row($"{Id},张三,A0,住院,2026-01-02,1,\n{Id},张三,{cells},"));
        var refused = Assert.Single(store.Report.Refused);
        Assert.Equal((2, column, rowRefused), (refused.Row, refused.Column?.Name, refused.RowRefused));
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.Equal(1, store.RowCount(Settlement));
    }

    [Fact]
    public void A_record_with_another_number_of_fields_is_refused()
    {
        var store = Load(Row($"{Id},张三,A0,住院,2026-01-02,1\n{Id},张三,A1,住院,2026-01-02,1,甲,乙\n{Id},张三,A2,住院,2026-01-02,1,甲"));
        Assert.Equal(["应有 7 列，这一行有 6 列", "应有 7 列，这一行有 8 列"], store.Report.Refused.Select(r => r.Reason));
        Assert.Equal(1, store.RowCount(Settlement));
    }

    [Fact]
    public void A_file_that_cannot_be_used_says_why_and_harms_no_other()
    {
        Assert.Equal("缺少列：就诊类型", Load("身份证号,姓名,结算编号,结算日期,自付金额\n").Report.Files.Single(f => f.Fact == Settlement).Failure);
        Assert.Contains("双引号没有配对", Load(Row($"{Id},张三,\"A0,住院,2026-01-02,1,甲\n")).Report.Files.Single(f => f.Fact == Settlement).Failure, StringComparison.Ordinal);
        Assert.Equal("文件是空的", Load("").Report.Files.Single(f => f.Fact == Settlement).Failure);
        Assert.Contains("最多 2000", Load(new string(',', 1_000_000) + "\n").Report.Files.Single(f => f.Fact == Settlement).Failure, StringComparison.Ordinal);
        Assert.Equal("文件不是 UTF-8 编码", FactLoader.Load(Given.Catalogue, [new CsvSource(Given.Catalogue.Household, "户", new MemoryStream([0xFF, 0xFE, 65, 0, 10, 0]))]).Report.Files[0].Failure);
    }

    [Fact]
    public void Full_width_digits_fifteen_digit_ids_and_marks_for_nothing_are_read()
    {
        var born = CitizenId.Create(999901, new DateOnly(1950, 3, 4), 7).ToString();
        var fifteen = born[..6] + born[8..17];
        var store = FactLoader.Load(Given.Catalogue, [County.File("户", Household), County.File("成员", $"户编号,身份证号,姓名,与户主关系\nH1,{born},老人,户主\n"),
            County.File("医保结算", Row($"{fifteen},老人,A1,住院,２０２６年１月２日,１２.５元,-"))]);
        Assert.Empty(store.Report.Refused);
        Assert.Equal("12.50", store.Display(Settlement, Settlement["自付金额"]!, 0));
        Assert.Equal("2026-01-02", store.Display(Settlement, Settlement["结算日期"]!, 0));
    }

    [Fact]
    public void A_household_fact_is_found_by_number_or_by_any_member()
    {
        var house = Given.Catalogue["住房鉴定"]!;
        var store = FactLoader.Load(Given.Catalogue, [County.File("户", Household), County.File("成员", Member),
            County.File("住房鉴定", $"户主身份证号,姓名,房屋编号,等级,鉴定日期\n{Id},张三,F1,C,2026-01-02\n"),
            County.File("生产生活条件", "户号,耕地,入户路\nH1,3.5,水泥路\nH9,1,水泥路\n")]);
        Assert.Equal((1, 1), (store.RowCount(house), store.RowCount(Given.Catalogue["生产生活条件"]!)));
        Assert.Equal("户编号不在户档中", Assert.Single(store.Report.Unmatched).Reason);
    }

    [Fact]
    public void Two_persons_with_one_id_are_told()
    {
        var store = FactLoader.Load(Given.Catalogue, [County.File("户", Household + "H2,999901001201,普通农户,普通户,\n"),
            County.File("成员", Member + $"H2,{Id},张三丰,户主\n")]);
        Assert.Equal([(1, 0)], store.Report.DuplicateIds);
    }

    [Fact]
    public void Headers_can_be_mapped_by_hand()
    {
        var store = FactLoader.Load(Given.Catalogue, [County.File("户", Household), County.File("成员", Member),
            County.File("医保结算", Row($"{Id},张三,A1,住院,2026-01-02,7,甲").Replace("自付金额", "掏了多少", StringComparison.Ordinal), new Dictionary<string, string> { ["掏了多少"] = "自付金额" })]);
        Assert.Equal("7.00", store.Display(Settlement, Settlement["自付金额"]!, 0));
        Assert.Equal(["医院名"], FactLoader.Load(Given.Catalogue, [County.File("户", Household), County.File("成员", Member),
            County.File("医保结算", Row("").Replace("医疗机构", "医院名", StringComparison.Ordinal))]).Report.Files[2].UnknownHeaders);
    }

    [Fact]
    public void A_registry_from_the_database_takes_files_of_departments()
    {
        var builder = new FactStoreBuilder(Given.Catalogue);
        var household = builder.Fact(Given.Catalogue.Household);
        household.Begin();
        household.Set(Given.Catalogue.Household["户编号"]!, "H1");
        household.End();
        var member = builder.Fact(Given.Catalogue.Member);
        member.Begin(0);
        member.Set(Given.Catalogue.Member["身份证号"]!, Id);
        member.Set(Given.Catalogue.Member["姓名"]!, "张三");
        member.End();
        var store = FactLoader.Load(Given.Catalogue, [County.File("医保结算", Row($"{Id},张三,A1,住院,2026-01-02,7,甲"))], registry: builder.Build());
        Assert.Equal((1, 1, 1), (store.Households, store.Persons, store.RowCount(Settlement)));
        Assert.Equal(0, store.PersonOf(Id));
    }
}
