using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Indicators;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Screening;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Indicators are files: what ships is right, and what is wrong is refused with file, line and plain words.</summary>
public sealed class DefinitionFileTests
{
    private static readonly ShippedParameters Parameters = new();
    private static readonly IndicatorBook Shipped = new(Parameters);
    private static readonly ShippedLedgers Ledgers = new(Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")));

    [Fact]
    public void Every_shipped_definition_is_right()
    {
        Assert.Empty(Shipped.Errors);
        Assert.True(Shipped.All.Count > 100);
        Assert.All(Shipped.All, d => Assert.True(d.IsRatio || d.Unit is not ("%" or "‰" or "增速%" or "百分点" or "倍"), d.Key));
    }

    [Fact]
    public void Every_expression_over_a_ledger_compiles_and_finds_its_ledger()
    {
        var set = new LedgerSet(Ledgers.All, new HashSet<string>(), new HashSet<string>());
        var sides = Shipped.All.SelectMany(LedgerSides.Of).ToList();
        Assert.True(sides.Count > 80);
        Assert.All(sides, s => Assert.Contains(Ledgers.All, l => LedgerSides.IsOver(s, l)));
        var compiled = Ledgers.All.Where(l => sides.Exists(s => LedgerSides.IsOver(s, l))).Select(l => LedgerSides.Compile(new LedgerRules(l, set.All, Parameters.Book), Shipped.All)).ToList();
        Assert.Empty(compiled.SelectMany(c => c.Errors));
        Assert.Equal(sides.Count, compiled.Sum(c => c.Sides.Count));
    }

    [Fact]
    public void The_leader_has_twenty_five_figures_and_each_is_made_of_known_indicators()
    {
        Assert.Equal(Enumerable.Range(1, 25), Shipped.Tiles.Select(t => t.Number));
        Assert.All(Shipped.Tiles.SelectMany(t => t.Keys), k => Assert.Null(Shipped.Find(k)!.Missing));
    }

    [Theory]
    [InlineData(4006, 4008, "99.9%")]
    [InlineData(4008, 4008, "100.0%")]
    [InlineData(1, 4008, "0.1%")]
    [InlineData(0, 4008, "0.0%")]
    [InlineData(999, 2000, "50.0%")]
    [InlineData(0, 0, "—")]
    public void A_share_short_of_the_whole_is_not_shown_as_the_whole_nor_a_few_as_none(long numerator, long denominator, string shown) =>
        Assert.Equal(shown, new IndicatorFigure(Shipped.Find("steady")!, "人", numerator, denominator).Text);

    [Theory]
    [InlineData("target: 没有的参数, better: up", "“target”里的参数“没有的参数”不存在")]
    [InlineData("target: 巩固率红线", "有目标（target）或红线（red）就要写 better")]
    [InlineData("alerts: [县]", "要报警（alerts）就要有红线（red）")]
    [InlineData("red: 巩固率红线, better: up, alerts: [组]", "“alerts”只能是 村、乡镇、县")]
    [InlineData("unit: \"%\"", "单位“%”要有分母")]
    [InlineData("per: {ledger: workshops}", "写了 per 就要写分母是什么")]
    [InlineData("from: {where: 运行情况 = 正常}", "“from”要写 ledger（台账）或 indicator（另一指标）")]
    [InlineData("from: {indicator: other}", "引用的指标“other”不存在")]
    [InlineData("by: [家]", "“by”只能是 户、人")]
    [InlineData("colour: red", "不认识的键“colour”")]
    [InlineData("unit: 百分点, denominator: 上年", "单位“百分点”和 less（减去哪里的增速）要一起写")]
    public void A_bad_definition_is_refused_with_file_and_line(string extra, string words)
    {
        var unit = extra.Contains("unit:", StringComparison.Ordinal) ? string.Empty : "unit: 个, ";
        var book = new IndicatorBook(Parameters, [("indicators/x.yaml", $"# one\n- {{key: x, title: 甲, group: 乙, formula: 丙, numerator: 丁, {unit}basis: 戊, {extra}}}\n")]);
        var error = Assert.Single(book.Errors, e => e.Message.Contains(words, StringComparison.Ordinal));
        Assert.Equal(("indicators/x.yaml", 2), (error.File, error.Line));
    }

    [Fact]
    public void A_measure_of_the_wrong_kind_or_a_field_that_is_not_there_is_refused()
    {
        const string text = """
            - {key: a, title: 甲, group: 乙, formula: 丙, numerator: 丁, unit: 人, basis: 戊, from: {ledger: workshops, measure: 人均月工资}}
            - {key: b, title: 甲, group: 乙, formula: 丙, numerator: 丁, unit: 人, basis: 戊, from: {ledger: workshops, where: 没有的字段 = 正常}}
            - {key: c, title: 甲, group: 乙, formula: 丙, numerator: 丁, unit: 人, basis: 戊, from: {ledger: workshops, distinct: 没有的}}
            """;
        var book = new IndicatorBook(Parameters, [("indicators/x.yaml", text)]);
        Assert.Empty(book.Errors);
        var ledger = Ledgers.All.Single(l => l.Key == "workshops");
        var errors = LedgerSides.Compile(new LedgerRules(ledger, Ledgers.All, Parameters.Book), book.All).Errors;
        Assert.Equal([(1, "的 measure 应是整数"), (2, "有误"), (3, "没有字段“没有的”")], errors.OrderBy(e => e.Line).Select(e => (e.Line, new[] { "的 measure 应是整数", "有误", "没有字段“没有的”" }.Single(w => e.Message.Contains(w, StringComparison.Ordinal)))));
    }

    [Fact]
    public void The_version_of_a_definition_is_that_of_its_text()
    {
        const string text = "- {key: x, title: 甲, group: 乙, formula: 丙, numerator: 丁, unit: 个, basis: 戊}\n";
        var (one, same, other) = (Read(text), Read(text + "# a note beside it\n"), Read(text.Replace("丙", "新", StringComparison.Ordinal)));
        Assert.Equal(one.Version, same.Version);
        Assert.NotEqual(one.Version, other.Version);
        static IndicatorDefinition Read(string text) => new IndicatorBook(Parameters, [("x.yaml", text)]).All.Single();
    }
}
