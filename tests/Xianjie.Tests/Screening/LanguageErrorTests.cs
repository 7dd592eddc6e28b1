using Xianjie.Screening;

namespace Xianjie.Tests.Screening;

public sealed class LanguageErrorTests
{
    [Theory]
    [InlineData("where: 就诊类别 = 住院", "rules.yaml:10:10 没有列“就诊类别”")]
    [InlineData("where: 就诊类型 = 住家", "代码表“医保结算.就诊类型”没有“住家”，可用：住院、普通门诊、门诊慢特病、购药")]
    [InlineData("where: 病种 > 5", "文字和整数不能相比")]
    [InlineData("where: 病种 = 自付金额", "rules.yaml:10:13 文字和金额不能相比")]
    [InlineData("where: 结算日期 + 1 = 2", "“+”只能用于数，现为日期；日期请用 add_days()")]
    [InlineData("where: 自付金额", "where 应是条件（是否），现为金额")]
    [InlineData("where: sum(自付金额) > 5", "where 看的是一行，不能汇总")]
    [InlineData("when: 自付金额 > 5", "请放进 sum()、max()、first()、any() 等汇总里")]
    [InlineData("when: exists(学籍 where exists(成员))", "子查询里面不能再有子查询")]
    [InlineData("when: exists(学藉)", "没有事实“学藉”，可用：")]
    [InlineData("where: 学籍.学段 = 小学", "一户可有多行“学籍”")]
    [InlineData("where: matches(病种, '(')", "模式'('有误")]
    [InlineData("where: matches(病种, '(a{1000}){1000}')", "重复次数太多")]
    [InlineData("where: matches(病种, '(a)\\1')", "模式'(a)\\1'有误：不支持反向引用")]
    [InlineData("where: 自付金额 > parameter(没有的)", "没有参数“没有的”，可用：线、分类线、年度线、天数")]
    [InlineData("where: 自付金额 > parameter_on(线)", "应写成 parameter_on(键, 日期)")]
    [InlineData("where: 自付金额 > parameter_on(线, 自付金额)", "parameter_on 的第 2 项应是日期")]
    [InlineData("where: 自付金额 > parameter(分类线)", "参数“分类线”按维度取值")]
    [InlineData("where: 自付金额 > parameter(分类线, 就诊类型)", "参数“分类线”的维度值“普通农户”不在代码表")]
    [InlineData("where: upper(病种) = 'A'", "没有函数“upper”，可用：age、")]
    [InlineData("where: 自付金额 ＞ 5", "“＞”是中文标点，请改用英文标点“>”")]
    [InlineData("where: 自付金额 > 5 5", "此处应为运算符或表达式结尾，现为“5”")]
    [InlineData("where: 结算日期 > 2026-02-30", "没有这个日期：2026-02-30")]
    [InlineData("where: 1 = 1; drop table household", "不认识的字符“;”")]
    [InlineData("where: 病种 = 'a", "文字缺少结尾的单引号")]
    [InlineData("evidence: [不存在]", "“医保结算”没有列“不存在”")]
    [InlineData("cuase: x", "不认识的键“cuase”")]
    [InlineData("message: 自付 {自付}", "没有列“自付”")]
    [InlineData("message: 自付 {count()", "“{”没有对应的“}”")]
    [InlineData("message: \"{成员.姓名}\"", "此处不指某一个人")]
    [InlineData("period: {months: 0}", "“period”应写成 {months: 1 至 120}")]
    public void A_mistake_is_told_with_place_and_what_is_allowed(string part, string expected) =>
        Assert.Contains(expected, Given.OnlyError(Given.Rule("from: 医保结算\n" + part)), StringComparison.Ordinal);

    [Fact]
    public void The_place_is_that_of_the_wrong_word_even_in_a_folded_text()
    {
        var error = Given.OnlyError(Given.Rule("from: 医保结算\nwhere: >\n  就诊类型 = 住院 and\n  错名 > 5"));
        Assert.StartsWith("rules.yaml:12:5 没有列“错名”", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_without_basis_message_and_tests_is_refused()
    {
        var errors = Given.Read("""
            id: X
            title: 无依据
            department: 测试
            class: risk
            risk: []
            effective: {from: 2021-01-01}
            per: household
            when: count(成员) > 9
            """).Errors.Select(e => e.Message).ToList();
        Assert.Contains("缺少“basis”", errors);
        Assert.Contains("缺少“message”", errors);
        Assert.Contains(errors, e => e.StartsWith("规则要有测试", StringComparison.Ordinal));
    }

    [Fact]
    public void Endless_nesting_is_refused()
    {
        Assert.Contains("嵌套超过 64 层", Given.OnlyError(Given.Rule($"when: {new string('(', 5000)}1 = 1{new string(')', 5000)}")), StringComparison.Ordinal);
        Assert.Contains("嵌套超过 64 层", Given.OnlyError(Given.Rule("when: " + string.Concat(Enumerable.Repeat("not ", 4000)) + "true")), StringComparison.Ordinal);
        Assert.Contains("超过 500 个", Given.OnlyError(Given.Rule("when: 1 = 1" + string.Concat(Enumerable.Repeat(" or 1 = 1", 1500)))), StringComparison.Ordinal);
        Assert.Contains("嵌套超过 16 层", Given.OnlyError(new string('[', 3000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Deeply_compared_conditions_compile_in_linear_time()
    {
        var deep = "(1 = 1)";
        for (var i = 0; i < 28; i++) deep = $"({deep} = (not (2 = 1)))";
        Assert.Equal(1, Given.Hits("when: \"" + deep + " or true\"", "{}"));
    }

    [Fact]
    public void Multiplying_aliases_and_huge_files_are_refused()
    {
        Assert.Contains("不允许使用锚点和别名", Given.OnlyError("a: &x [1, 2]\nb: *x"), StringComparison.Ordinal);
        Assert.Contains("文件过大", Given.OnlyError(new string('#', 4_000_001)), StringComparison.Ordinal);
        Assert.Contains("文字过长", Given.OnlyError("id: " + new string('a', 20_001)), StringComparison.Ordinal);
        Assert.Contains("YAML 写法有误", Given.OnlyError("id: [1, 2"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_key_or_id_twice_is_refused()
    {
        Assert.Contains("键“title”重复", Given.OnlyError(Given.Rule("when: count(成员) > 9\ntitle: 又一个")), StringComparison.Ordinal);
        Assert.Contains("规则编号“T-1”重复", Given.OnlyError(Given.Rule("when: count(成员) > 9") + "\n" + Given.Rule("when: count(成员) > 9")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_value_that_does_not_fit_is_told()
    {
        var text = Given.Rule("from: 医保结算\nmessage: 有\ntests:\n  - {name: 一, given: {医保结算: [{就诊类型: 住家, 自付金额: 一百, 没有: 1}]}, expect: 1}\n  - {name: 二, given: {}, expect: 0}");
        var errors = Given.Read(text).Errors.Select(e => e.Message).ToList();
        Assert.Contains(errors, e => e.Contains("没有这个取值", StringComparison.Ordinal) && e.EndsWith("现为“住家”", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("“自付金额”应是数字，现为“一百”", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.StartsWith("“医保结算”没有可填的列“没有”", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failing_test_says_what_was_expected_and_what_came()
    {
        var load = Given.Read(Given.Rule("when: count(成员) = 1\nmessage: \"{count()} 户\"\ntests:\n  - {name: 一人, given: {}, expect: 1, message: 2 户}\n  - {name: 不该, given: {}, expect: 0}"));
        var outcomes = RuleTester.Run(load.Rules);
        Assert.Equal("消息应为“2 户”，实际为“1 户”", outcomes[0].Failure);
        Assert.Equal("应命中 0 个，实际 1 个：1 户", outcomes[1].Failure);
    }
}
