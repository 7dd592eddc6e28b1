using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Cells;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Screening;
using static Xianjie.Tests.Tabular.Mapping.Catalogues;

namespace Xianjie.Tests.Tabular;

public sealed class ColumnReadingTests
{
    [Theory]
    [InlineData("2025-03-15")]
    [InlineData("2025/3/15")]
    [InlineData("2025.03.15")]
    [InlineData("2025年3月15日")]
    [InlineData("20250315")]
    [InlineData("20250315.0")]
    [InlineData("２０２５－０３－１５")]
    [InlineData("2025-03-15 08:30:00")]
    [InlineData("2025-03-15T08:30:00")]
    public void Days_are_read_in_the_usual_forms(string text) => Assert.Equal(new DateOnly(2025, 3, 15), Read("医保结算", "结算日期", text).Value);

    [Fact]
    public void A_day_that_lost_its_format_is_read_from_its_serial() =>
        Assert.Equal(new DateOnly(2024, 1, 1), Read("医保结算", "结算日期", "45292", CellKind.Number).Value);

    [Theory]
    [InlineData("2025-02-30", "不存在")]
    [InlineData("2025-03", "缺少“日”")]
    [InlineData("03/04/2025", "应写成")]
    [InlineData("25-3-15", "应写成")]
    [InlineData("45292", "应写成")]
    [InlineData("2026-11-02", "晚于今天")]
    [InlineData("", "不能为空")]
    [InlineData("None", "不能为空")]
    public void Days_that_are_none_or_not_yet_are_refused(string text, string expected) =>
        Assert.Contains(expected, Read("医保结算", "结算日期", text).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("202503", nameof(CellKind.Number))]
    [InlineData("202503", nameof(CellKind.Text))]
    [InlineData("2025-03", nameof(CellKind.Text))]
    [InlineData("2025-03-01", nameof(CellKind.Date))]
    [InlineData("2025年3月", nameof(CellKind.Text))]
    public void Months_are_read(string text, string kind) => Assert.Equal(202503, Read("户", "识别月份", text, Enum.Parse<CellKind>(kind)).Value);

    [Theory]
    [InlineData("2025-03-99")]
    [InlineData("20250399")]
    [InlineData("202513")]
    [InlineData("三月")]
    public void Other_months_are_refused(string text) => Assert.NotNull(Read("户", "识别月份", text).Refusal);

    [Theory]
    [InlineData("是", true)]
    [InlineData("√", true)]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("true", true)]
    [InlineData("已参加", true)]
    [InlineData("否", false)]
    [InlineData("×", false)]
    [InlineData("0", false)]
    [InlineData("无", false)]
    [InlineData("n", false)]
    public void Yes_and_no_are_read(string text, bool expected) => Assert.Equal(expected, Read("户", "是否脱贫户", text).Value);

    [Fact]
    public void Null_is_neither_yes_nor_no()
    {
        Assert.Equal(default, Read("户", "是否脱贫户", " "));
        Assert.Equal(default, Read("户", "是否脱贫户", "-"));
        Assert.Contains("应填“是”或“否”", Read("户", "是否脱贫户", "可能").Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("因病", "因病")]
    [InlineData("因残疾、因水", "因残、因安全饮水")]
    [InlineData("因病;因病；因学", "因病、因学")]
    [InlineData("001因病/006因自然灾害", "因病、因自然灾害")]
    [InlineData(" 因病\n缺劳动力 ", "因病、缺劳动力")]
    public void Cells_of_several_codes_are_split_and_aliases_resolved(string text, string expected) =>
        Assert.Equal(expected, Plain("户", "风险", text));

    [Fact]
    public void More_than_five_risks_are_refused() =>
        Assert.Contains("最多填 5 项", Read("户", "风险", "因病、因学、因残、缺劳动力、因意外事故、其他").Refusal, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_code_is_refused_with_what_may_be_meant()
    {
        Assert.Contains("是不是“因病”", Read("户", "风险", "因病致贫").Refusal, StringComparison.Ordinal);
        Assert.Contains("可填：帮扶消除、自然消除", Read("户", "消除方式", "其他").Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,234.50元", nameof(CellKind.Text), "1234.50")]
    [InlineData("1234.5678", nameof(CellKind.Number), "1234.57")]
    [InlineData("0", nameof(CellKind.Number), "0.00")]
    [InlineData("6.0E3", nameof(CellKind.Number), "6000.00")]
    public void Amounts_are_exact_and_computed_ones_rounded(string text, string kind, string expected) =>
        Assert.Equal(expected, Plain("医保结算", "自付金额", text, Enum.Parse<CellKind>(kind)));

    [Theory]
    [InlineData("-5", "不能是负数")]
    [InlineData("12.345", "两位小数")]
    [InlineData("很多", "应是数字")]
    [InlineData("'; DROP TABLE x;--", "应是数字")]
    public void Other_amounts_are_refused(string text, string expected) => Assert.Contains(expected, Read("医保结算", "自付金额", text).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12个月", 12)]
    [InlineData("3月", 3)]
    [InlineData("3.0", 3)]
    public void Counts_are_read_with_their_unit(string text, int expected) => Assert.Equal(expected, Read("成员", "务工月数", text).Value);

    [Theory]
    [InlineData("13", "不能大于 12月")]
    [InlineData("2.5", "不能有小数")]
    [InlineData("一年", "应填整数")]
    public void Other_counts_are_refused(string text, string expected) => Assert.Contains(expected, Read("成员", "务工月数", text).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("511322198001011000", nameof(CellKind.Number), "已丢失")]
    [InlineData("5.11322E+17", nameof(CellKind.Text), "Excel")]
    [InlineData("110105194912310021", nameof(CellKind.Text), "末位应是 X")]
    [InlineData("", nameof(CellKind.Formula), "公式没有计算结果")]
    [InlineData("#REF!", nameof(CellKind.Error), "#REF!")]
    public void Ids_that_cannot_be_trusted_are_refused(string text, string kind, string expected) =>
        Assert.Contains(expected, Reader("成员", "身份证号").Read(new TableCell(text, Enum.Parse<CellKind>(kind))).Refusal,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("与户主关系", "100A08003", "之子")]
    [InlineData("与户主关系", "35", "之女")]
    [InlineData("民族", "02", "蒙古族")]
    [InlineData("民族", "100A09002", "满族")]
    [InlineData("在校生状况", "100A12017", "技师学院一年级")]
    public void Codes_of_the_national_system_are_read_as_their_value(string column, string code, string value) => Assert.Equal(value, Read("成员", column, code).Value);

    [Fact]
    public void A_phone_that_is_none_is_kept_with_a_doubt_and_words_are_refused()
    {
        var short_ = Read("户", "联系电话", "0851-8612345");
        Assert.Equal(("0851-8612345", null), ((string?)short_.Value, short_.Refusal));
        Assert.Contains("固定电话", short_.Doubt, StringComparison.Ordinal);
        Assert.NotNull(Read("户", "联系电话", "问村主任").Refusal);
    }

    [Fact]
    public void Control_characters_and_endless_texts_are_refused()
    {
        Assert.Contains("控制字符", Read("户", "风险说明", "甲\u0001乙").Refusal, StringComparison.Ordinal);
        Assert.Contains("超过 2000 个字", Read("户", "风险说明", new string('长', 2001)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_value_and_alias_of_the_catalogue_is_read_as_its_value()
    {
        foreach (var column in Real.Facts.SelectMany(fact => new ImportTarget(fact).Columns).Where(column => column.Column.Type == ColumnType.Code))
        {
            foreach (var value in column.Column.Codes?.Values ?? [])
            {
                Assert.Equal(value, ColumnReading.Of(column.Fact, column.Column, Today).Read(value).Value);
            }
        }
    }

    [Fact]
    public void The_canonical_text_of_a_value_is_read_as_the_same_value()
    {
        (string Fact, string Column, string Text)[] samples =
        [
            ("成员", "身份证号", "11010519491231002x"), ("成员", "出生日期", "1949/12/31"), ("户", "识别月份", "2025.3"), ("户", "是否脱贫户", "√"),
            ("户", "风险", "因病,因学"), ("户", "行政区划", "511322101204"), ("户", "联系电话", "138 0000 0000"), ("年收入", "年度", "2025年"), ("年收入", "工资性收入", "1,000"),
        ];
        foreach (var (fact, column, text) in samples)
        {
            var first = Plain(fact, column, text);
            Assert.Equal(first, Plain(fact, column, first));
            Assert.NotEqual("", first);
        }
    }
}
