using Xianjie.Screening;

namespace Xianjie.Tests.Screening;

public sealed class LanguageTests
{
    [Fact]
    public void The_rule_of_the_language_document_passes_its_tests()
    {
        var text = """
            - id: YB-1
              title: 当年累计住院个人自付偏高
              department: 医保局
              class: risk
              risk: [因病]
              effective: {from: 2021-01-01}
              basis: 某县防返贫监测帮扶实施办法
              period: {months: 1}
              per: person
              from: 医保结算
              where: 就诊类型 = 住院 and 结算日期 in this year
              measures:
                累计自付: sum(自付金额)
              when: 累计自付 >= parameter(分类线, 户.户类型)
              evidence: [结算日期, 医疗机构, 自付金额]
              message: "{成员.姓名}今年住院累计自付 {累计自付} 元，达到 {parameter(分类线, 户.户类型)} 元"
              tests:
                - name: 达到线
                  given:
                    户: {户类型: 普通农户}
                    医保结算: [{就诊类型: 住院, 结算日期: 2026-10-05, 自付金额: 15000.00}, {就诊类型: 住院, 结算日期: 2026-03-05, 自付金额: 5000.00}]
                  expect: 1
                  message: 张三今年住院累计自付 20000.00 元，达到 20000.00 元
                - name: 差一分
                  given:
                    医保结算: [{就诊类型: 住院, 结算日期: 2026-10-05, 自付金额: 19999.99}]
                  expect: 0
                - name: 脱贫户线低，名称用别名
                  given:
                    户: {户类型: 脱贫户}
                    医保结算: [{就诊类型: 住院, 结算日期: 2026-10-05, 自付金额: 5000}]
                  expect: 1
                - name: 旧事不算新
                  given:
                    医保结算: [{就诊类型: 住院, 结算日期: 2026-03-05, 自付金额: 20000.00}]
                  expect: 0
                - name: 参数可试算
                  parameters: {分类线: {普通农户: 100}}
                  given:
                    医保结算: [{就诊类型: 住院, 结算日期: 2026-10-05, 自付金额: 100}]
                  expect: 1
            """;
        var load = Given.Read(text);
        Assert.Empty(load.Errors);
        Assert.All(RuleTester.Run(load.Rules), outcome => Assert.True(outcome.Passed, outcome.ToString()));
    }

    [Theory]
    [InlineData("户.家庭人口 > 0 or 户.家庭人口 <= 0", false)]
    [InlineData("not (户.家庭人口 = 0)", false)]
    [InlineData("户.家庭人口 is null", true)]
    [InlineData("户.家庭人口 is not null", false)]
    [InlineData("户.家庭人口 = null", false)]
    [InlineData("not (户.家庭人口 = 1 and false)", true)]
    [InlineData("户.家庭人口 = 1 or true", true)]
    [InlineData("coalesce(户.家庭人口, 0) = 0", true)]
    [InlineData("户.是否脱贫户", false)]
    [InlineData("not 户.是否脱贫户", false)]
    [InlineData("(户.家庭人口 = 1) = (户.家庭人口 = 1)", false)]
    [InlineData("((1 = 1) = (2 = 2)) = true", true)]
    [InlineData("1 not in [2, 户.家庭人口]", false)]
    [InlineData("1 in [1, 户.家庭人口]", true)]
    [InlineData("not (1 in [2, 3])", true)]
    [InlineData("if(户.家庭人口 > 1, 1, 2) = 2", true)]
    [InlineData("sum(医保结算.自付金额 where true) is null", true)]
    [InlineData("count(医保结算) = 0", true)]
    [InlineData("none(医保结算)", true)]
    public void Null_is_neither_zero_nor_false(string when, bool holds) => Assert.Equal(holds, Given.Holds(when));

    [Theory]
    [InlineData("1 + 2 * 3 = 7", true)]
    [InlineData("(1 + 2) * 3 = 9", true)]
    [InlineData("-2 * -3 = 6", true)]
    [InlineData("10 - 3 - 2 = 5", true)]
    [InlineData("7 / 2 = 3.5", true)]
    [InlineData("1 / 0 is null", true)]
    [InlineData("true or false and false", true)]
    [InlineData("not false and false", false)]
    [InlineData("5 between 1 and 5 and true", true)]
    [InlineData("round(2.5) = 3 and round(-2.5) = -3 and round(1.25, 1) = 1.3", true)]
    [InlineData("floor(-1.5) = -2 and abs(-3) = 3", true)]
    [InlineData("min2(1, 2.5) = 1 and max2(1, 2.5) = 2.5", true)]
    [InlineData("year(asof) = 2026 and month(asof) = 10", true)]
    [InlineData("length('中文𠀀') = 3", true)]
    [InlineData("matches('护林员12', '^护林员[0-9]+$')", true)]
    [InlineData("9999999999999 * 9999999999999 is null", true)]
    public void Arithmetic_binds_as_usual(string when, bool holds) => Assert.Equal(holds, Given.Holds(when));

    [Theory]
    [InlineData("age(2008-02-29, 2026-02-28) = 17", true)]
    [InlineData("age(2008-02-29, 2026-03-01) = 18", true)]
    [InlineData("age(2008-02-29, 2028-02-29) = 20", true)]
    [InlineData("age(2010-10-31) = 16", true)]
    [InlineData("age(2010-11-01) = 15", true)]
    [InlineData("add_months(2026-03-31, -1) = 2026-02-28", true)]
    [InlineData("add_months(2024-03-31, -1) = 2024-02-29", true)]
    [InlineData("add_days(2024-02-28, 2) = 2024-03-01", true)]
    [InlineData("months_between(2026-01-31, 2026-02-28) = 0", true)]
    [InlineData("months_between(2026-01-31, 2026-03-31) = 2", true)]
    [InlineData("days_between(2024-02-28, 2024-03-01) = 2", true)]
    [InlineData("date(2026, 2, 29) is null and date(2024, 2, 29) = 2024-02-29", true)]
    public void Ages_and_months_follow_the_calendar(string when, bool holds) => Assert.Equal(holds, Given.Holds(when));

    [Theory]
    [InlineData("2026-03-31", "last 1 month", "2026-02-28", false)]
    [InlineData("2026-03-31", "last 1 months", "2026-03-01", true)]
    [InlineData("2026-03-31", "last 30 days", "2026-03-02", true)]
    [InlineData("2026-03-31", "last 30 days", "2026-03-01", false)]
    [InlineData("2026-03-31", "last 30 days", "2026-04-01", false)]
    [InlineData("2024-02-29", "last 1 year", "2023-02-28", false)]
    [InlineData("2024-02-29", "last 1 year", "2023-03-01", true)]
    [InlineData("2026-03-31", "this month", "2026-03-01", true)]
    [InlineData("2026-03-31", "this quarter", "2026-01-01", true)]
    [InlineData("2026-03-31", "this year", "2025-12-31", false)]
    [InlineData("2026-03-10", "this month", "2026-03-10", true)]
    [InlineData("2026-03-10", "this month", "2026-03-11", false)]
    [InlineData("2026-03-10", "this quarter", "2026-03-11", false)]
    [InlineData("2026-03-10", "this year", "2026-03-10", true)]
    [InlineData("2026-03-10", "this year", "2026-03-11", false)]
    [InlineData("2026-03-31", "last month", "2026-02-28", true)]
    [InlineData("2026-03-31", "last month", "2026-03-01", false)]
    [InlineData("2026-03-31", "last quarter", "2025-10-01", true)]
    [InlineData("2026-03-31", "last year", "2025-12-31", true)]
    [InlineData("2026-03-31", "last parameter(天数) days", "2026-02-24", true)]
    [InlineData("2026-03-31", "last parameter(天数) days", "2026-02-23", false)]
    public void Windows_hold_the_as_of_day_and_nothing_after_it_nor_the_day_n_units_before(string asOf, string window, string day, bool inside) =>
        Assert.Equal(inside, Given.Holds($"{day} in {window}", asOf: asOf));

    [Fact]
    public void A_month_counts_by_its_first_day()
    {
        Assert.True(Given.Holds("户.识别月份 in last 3 months", "{户: {识别月份: 202608}}"));
        Assert.False(Given.Holds("户.识别月份 in last 3 months", "{户: {识别月份: 202607}}"));
        Assert.True(Given.Holds("户.识别月份 = 2026-08-01", "{户: {识别月份: 2026年8月}}"));
    }

    [Fact]
    public void Money_is_exact_to_the_fen()
    {
        const string rows = "{医保结算: [{自付金额: 0.10}, {自付金额: 0.20}]}";
        Assert.True(Given.Holds("sum(医保结算.自付金额 where true) = 0.3", rows));
        Assert.True(Given.Holds("sum(医保结算.自付金额 where true) > 0.299", rows));
        Assert.True(Given.Holds("avg(医保结算.自付金额 where true) = 0.15", rows));
        Assert.True(Given.Holds("max(医保结算.自付金额 where true) * 3 = 0.60", rows));
        Assert.True(Given.Holds("max(医保结算.自付金额 where true) / min(医保结算.自付金额 where true) = 2", rows));
    }

    [Fact]
    public void Codes_are_read_by_value_alias_and_place()
    {
        const string rows = "{户: {风险: 因房、因病}, 成员: [{残疾等级: 2, 健康状况: [大病, 残疾]}]}";
        Assert.True(Given.Holds("户.风险 has 因安全住房 and 户.风险 has 因病 and not (户.风险 has 因学)", rows));
        Assert.True(Given.Holds("exists(成员 where 残疾等级 = 贰级 and 二级 = 残疾等级 and 残疾等级 in [一级, 二级])", rows));
        Assert.True(Given.Holds("exists(成员 where 残疾等级 < 三级 and 健康状况 has 患有大病)", rows));
        Assert.False(Given.Holds("exists(成员 where 残疾等级 not in [一级, 二级])", rows));
    }

    [Fact]
    public void English_names_work_as_well()
    {
        Assert.True(Given.Holds("household.household_type = 普通农户 and exists(medical_settlement where self_pay > 5)", "{medical_settlement: [{self_pay: 5.01}]}"));
    }

    [Fact]
    public void Aggregates_see_only_the_rows_that_went_on()
    {
        const string rule = """
            from: 医保结算
            where: 就诊类型 = 住院
            measures:
              次数: count()
              自付: sum(自付金额)
              医院数: count(distinct 医疗机构)
              最后: last(医疗机构)
              最先: first(自付金额)
              每次: 自付 / 次数
            when: 次数 = 3 and 每次 > 100 and any(自付金额 > 每次) and every(自付金额 > 0) and not every(自付金额 > 每次) and max(结算日期) = 2026-05-01
            message: "{次数} 次 {自付} 元，{医院数} 家，最后 {最后}，最先 {最先}，均 {每次}，{max(结算日期)}"
            """;
        const string rows = "{医保结算: [{就诊类型: 住院, 结算日期: 2026-05-01, 医疗机构: 乙, 自付金额: 100}, {就诊类型: 住院, 结算日期: 2026-01-01, 医疗机构: 甲, 自付金额: 200}, {就诊类型: 住院, 结算日期: 2026-05-01, 医疗机构: 丙, 自付金额: 100.5}, {就诊类型: 购药, 自付金额: 5000}]}";
        var (hits, message) = Given.Outcome(rule, rows);
        Assert.Equal(1, hits);
        Assert.Equal("3 次 400.50 元，3 家，最后 乙，最先 200.00，均 133.5，2026-05-01", message);
    }

    [Fact]
    public void A_rule_per_person_gives_one_hit_per_person()
    {
        const string rows = "{成员: [{姓名: 甲}, {姓名: 乙}, {姓名: 丙}], 医保结算: [{成员: 3, 自付金额: 60}, {自付金额: 50}, {成员: 3, 自付金额: 60}, {成员: 2, 自付金额: 200}]}";
        Assert.Equal(2, Given.Hits("from: 医保结算\nwhen: sum(自付金额) > 100", rows, "person"));
        Assert.Equal(1, Given.Hits("from: 医保结算\nwhen: sum(自付金额) > 100", rows));
        Assert.Equal(1, Given.Hits("from: 成员\nwhere: none(医保结算 of person)", "{成员: [{姓名: 甲}, {姓名: 乙}], 医保结算: [{成员: 2, 自付金额: 1}]}", "person"));
    }

    [Fact]
    public void A_subquery_reaches_the_outer_row_and_the_member()
    {
        const string rule = """
            from: 住房鉴定
            where: 鉴定等级 in [C级, D级] and none(住房鉴定 where 房屋编号 = row.房屋编号 and 鉴定日期 > row.鉴定日期 and 鉴定等级 in [A级, B级])
            message: "{count()}"
            """;
        Assert.Equal(0, Given.Hits(rule, "{住房鉴定: [{房屋编号: X, 鉴定等级: D, 鉴定日期: 2026-01-01}, {房屋编号: X, 鉴定等级: A, 鉴定日期: 2026-02-01}]}"));
        Assert.Equal(1, Given.Hits(rule, "{住房鉴定: [{房屋编号: X, 鉴定等级: D, 鉴定日期: 2026-01-01}, {房屋编号: Y, 鉴定等级: A, 鉴定日期: 2026-02-01}]}"));
        Assert.True(Given.Holds("exists(就业登记 where not 是否务工 and 成员.年龄 between 16 and 59)", "{就业登记: [{是否务工: 否}]}"));
    }

    [Fact]
    public void Parameters_go_by_date_division_and_dimension()
    {
        Assert.True(Given.Holds("parameter(线) = 100", asOf: "2025-12-31"));
        Assert.True(Given.Holds("parameter(线) = 300"));
        Assert.True(Given.Holds("parameter(线) = 200", "{户: {行政区划: 120000000000}}"));
        Assert.True(Given.Holds("parameter(线) is null", asOf: "2020-12-31"));
        Assert.True(Given.Holds("parameter(分类线, 户.户类型) = 5000", "{户: {户类型: 一般脱贫户}}"));
        Assert.True(Given.Holds("parameter(分类线, 户.户类型) = 6000", "{户: {户类型: 边缘易致贫户}}"));
        Assert.True(Given.Holds("parameter(年度线, year(asof)) = 0.6"));
        Assert.True(Given.Holds("parameter(年度线, 2024) is null"));
        Assert.True(Given.Holds("parameter_on(线, 2025-12-31) = 100 and parameter_on(线, asof) = 300"));
        Assert.True(Given.Holds("parameter_on(线, 2026-01-01) = 200", "{户: {行政区划: 120000000000}}"));
        Assert.True(Given.Holds("parameter_on(线, 2020-12-31) is null and parameter_on(线, add_days(null, 1)) is null"));
        Assert.True(Given.Holds("parameter_on(分类线, 2021-01-01, 户.户类型) = 5000 and parameter_on(分类线, 2020-12-31, 户.户类型) is null", "{户: {户类型: 一般脱贫户}}"));
        Assert.True(Given.Holds("parameter_on(年度线, 2021-01-01, 2025) = 0.5 and parameter_on(年度线, 2021-01-01, 2024) is null"));
    }

    [Fact]
    public void Text_conditions_never_hold_for_null()
    {
        const string rows = "{医保结算: [{病种: 肺癌晚期}, {病种: }]}";
        Assert.True(Given.Holds("count(医保结算 where 病种 contains '癌' and 病种 starts with '肺' and 病种 ends with '期') = 1", rows));
        Assert.True(Given.Holds("count(医保结算 where 病种 not contains '癌') = 0", rows));
        Assert.True(Given.Holds("count(医保结算 where 病种 <> '感冒') = 1", rows));
        Assert.True(Given.Holds("count(医保结算 where 病种 in ['感冒', '肺癌晚期']) = 1 and count(医保结算 where 病种 not in ['感冒']) = 1", rows));
        Assert.True(Given.Holds("exists(医保结算 where matches(病种, '^肺.*期$'))", rows));
    }
}
