using Xianjie.Screening.Language;

namespace Xianjie.Tests.Emit;

/// <summary>Rules that mean nothing but use every operator, function, window, aggregate and scope of the language.</summary>
internal static class Constructs
{
    private static readonly (string Id, string Per, string From, string Where, string When)[] Conditions =
    [
        ("logic", "person", "医保结算", "not (总费用 > 1000.00 or 统筹支付 is null) or 大病支付 is not null and 救助支付 <= 自付金额", ""),
        ("null comparison", "person", "医保结算", "总费用 <> 自付金额 or null = 自付金额 or not (总费用 = 自付金额)", ""),
        ("in list with null", "person", "住户", "年龄 in [6, null, 15]", ""),
        ("between", "person", "医保结算", "自付金额 between 100.00 and 总费用", ""),
        ("code order", "household", "住房鉴定", "鉴定等级 >= C级", ""),
        ("codes", "person", "住户", "健康状况 has 残疾 and not 健康状况 has 健康", ""),
        ("bool", "household", "住房鉴定", "是否唯一住房 or coalesce(是否唯一住房, 鉴定等级 = A级)", ""),
        ("text", "person", "低保特困", "退出原因 starts with '因' or 退出原因 ends with '出' or 退出原因 contains '超' or length(退出原因) = 2", ""),
        ("quotes", "person", "低保特困", "退出原因 = 'O''Neil'", ""),
        ("pattern", "person", "就业登记", "matches(务工所在地, '^.+省.*[县区]$')", ""),
        ("this month", "person", "医保结算", "结算日期 in this month", ""),
        ("this quarter", "person", "医保结算", "结算日期 in this quarter", ""),
        ("this year", "person", "医保结算", "结算日期 in this year", ""),
        ("last month", "person", "医保结算", "结算日期 in last month", ""),
        ("last quarter", "person", "医保结算", "结算日期 in last quarter", ""),
        ("last year", "person", "就业登记", "月份 in last year", ""),
        ("last days", "person", "医保结算", "结算日期 in last 3 days", ""),
        ("last years", "person", "医保结算", "结算日期 in last 2 years", ""),
        ("window by column", "person", "小额信贷", "到期日期 in last 逾期天数 days or 统计日期 in last (逾期天数 - 5) months", ""),
        ("age", "person", "住户", "age(出生日期) - age(出生日期, 2024-02-29) = 2 or 年龄 = 15", ""),
        ("months between", "person", "小额信贷", "months_between(统计日期, 到期日期) >= 1 or months_between(到期日期, asof) < -1", ""),
        ("days between", "person", "小额信贷", "days_between(到期日期, 统计日期) > 逾期天数", ""),
        ("add", "person", "小额信贷", "add_months(到期日期, 逾期天数 - 4) <= asof and add_days(统计日期, -逾期天数) < 到期日期", ""),
        ("make date", "person", "小额信贷", "date(year(到期日期), month(统计日期), 逾期天数) <= asof", ""),
        ("numbers", "person", "小额信贷", "-逾期天数 + 3 * 2 <= 0 and min2(逾期天数, 20) < max2(3, 逾期天数 - 1) and abs(逾期天数 - 15) > 1", ""),
        ("decimals", "household", "生态补偿", "round(面积 * 标准, 2) >= 金额 or floor(面积) + 0.25 > 面积 or abs(-面积 * 面积) <= 1.5239 or min2(面积, 6) = 6", ""),
        ("round down to tens", "household", "生态补偿", "round(面积, 0) = 33 or round(面积) <> floor(面积)", ""),
        ("round by column", "household", "生态补偿", "round(面积, 年度 - 2024) <> 面积", ""),
        ("divide", "household", "产业经营", "病死数量 / 存栏数量 >= 0.1 or 当期单价 / 上年同期单价 < 0.7", ""),
        ("if", "person", "医保结算", "if(就诊类型 = 住院, 自付金额, 总费用) > coalesce(统筹支付, 大病支付, 100)", ""),
        ("parameter by division", "household", "年收入", "人均纯收入 < parameter(监测范围)", ""),
        ("parameter by dimension", "person", "防贫险", "赔付金额 >= parameter(防贫险赔付提示线, 类型)", ""),
        ("parameter of a day", "person", "防贫险", "赔付金额 * 2 < parameter_on(监测范围, 赔付日期)", ""),
        ("parameter of a day by dimension", "person", "防贫险", "赔付金额 >= parameter_on(防贫险赔付提示线, 赔付日期, 类型)", ""),
        ("parameter by text", "person", "医保结算", "自付金额 > parameter(三重保障后年自付线, if(总费用 is null, null, '低收入'))", ""),
        ("scopes", "person", "医保结算", "户.户类型 <> 普通农户 and 成员.年龄 > 17 and 生产生活条件.供水方式 = 分散", ""),
        ("living", "household", "生产生活条件", "耕地面积 > 林地面积 or 户.是否脱贫户", ""),
        ("household row", "household", "户", "识别月份 < 消除月份 or months_between(识别月份, asof) > 12", ""),
        ("subqueries", "person", "医保结算", "exists(临时救助 of person where 救助日期 >= row.结算日期) and none(残疾人证) or count(成员 where 年龄 < 18) > 1", ""),
        ("subquery values", "person", "住户", "sum(临时救助.金额 of person where 事由 <> 教育) > max(医保结算.自付金额 of person) or count(distinct 就业登记.月份 of person) = 2", ""),
        ("subquery scopes", "household", "户", "exists(临时救助 where 成员.年龄 < 18 and 户.户类型 = 普通农户 and 生产生活条件.耕地面积 > 0)", ""),
        ("first and last in subquery", "household", "户", "first(住房鉴定.鉴定等级) < last(住房鉴定.鉴定等级 where 是否唯一住房)", ""),
        ("groups", "household", "医保结算", "", "count() > 2 and count(distinct 成员.姓名) > 0 and sum(自付金额) > 20000.00 and min(结算日期) < add_months(asof, -1)"),
        ("any and every", "person", "医保结算", "", "any(自付金额 > 6000.00) and not every(就诊类型 = 住院)"),
        ("every of null", "person", "医保结算", "", "every(总费用 > 100.00)"),
        ("sum of nothing", "person", "医保结算", "", "sum(统筹支付) is null or max(大病支付) < 100.00"),
        ("first and last", "person", "医保结算", "", "first(自付金额) < last(自付金额) and last(医疗机构) <> '乙'"),
        ("avg", "person", "医保结算", "", "avg(自付金额) > 6000"),
        ("group scopes", "person", "医保结算", "自付金额 > 0.00", "成员.年龄 > 17 and 户.户类型 <> 普通农户 and exists(残疾人证 of person where 残疾等级 <> 四级) and (生产生活条件.耕地面积 is null or 生产生活条件.耕地面积 > 1)"),
        ("household without rows", "household", "", "", "exists(医保结算 where 自付金额 > 6000.00) and none(低保特困 where 状态 = 在保) and 户.家庭人口 >= 1"),
        ("measure in aggregate", "household", "年收入", "", "sum(if(年度 = 末年, 人均纯收入, 0)) < 差 and 末年 > 2000"),
        ("measure of measure", "person", "就业登记", "", "倍 > 4"),
    ];

    public static RuleSet Rules(RuleSet shipped) =>
        RuleCompiler.Compile("constructs.yaml", string.Join("\n---\n", Conditions.Select(Yaml)), shipped.Catalogue, shipped.Parameters).OrThrow();

    private static string Yaml((string Id, string Per, string From, string Where, string When) c) => $$"""
        id: {{c.Id}}
        title: {{c.Id}}
        department: 无
        class: sync
        effective: {from: 2020-01-01}
        basis: 语言构造
        per: {{c.Per}}
        """ + "\n" + (c.From.Length == 0 ? "" : $"from: {c.From.Replace("住户", "成员", StringComparison.Ordinal)}\n")
        + (c.Where.Length == 0 ? "" : $"where: \"{c.Where}\"\n") + (c.When.Length == 0 ? "" : $"{Measures(c.Id)}when: \"{c.When}\"\n") + """
        message: 无
        tests:
          - {name: 有, given: {}, expect: 1}
          - {name: 无, given: {}, expect: 0}
        """;

    private static string Measures(string id) => id switch
    {
        "measure in aggregate" => "measures: {末年: max(年度), 差: \"max(人均纯收入) * 2 - min(coalesce(人均纯收入, 0))\"}\n",
        "measure of measure" => "measures: {次数: count(), 倍: 次数 * 2}\n",
        _ => "",
    };
}
