using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Rules;

/// <summary>A rule in the words of people who don't read the rule language.</summary>
internal static class RuleWords
{
    public static string Class(RuleClass value) => value switch
    {
        RuleClass.Risk => "风险线索",
        RuleClass.Exclusion => "排除疑点",
        RuleClass.Quality => "数据疑点",
        _ => "状态同步",
    };

    /// <summary>What the rule looks at, step by step.</summary>
    public static IReadOnlyList<(string Title, string Words)> Conditions(Rule rule)
    {
        var list = new List<(string, string)> { ("看谁", rule.PerPerson ? "逐人" : "逐户"), ("看什么数据", rule.From.Department == "registry" ? $"农户登记：{rule.From.Name}" : $"{rule.From.Department}：{rule.From.Name}") };
        if (rule.Source.TryGetValue("where", out var where))
            list.Add(("哪些行", Plain(where)));
        foreach (var measure in rule.Measures)
            list.Add(("算出", measure.Name + (rule.Source.TryGetValue($"measures.{measure.Name}", out var how) || rule.Source.TryGetValue(measure.Name, out how) ? $" = {Plain(how)}" : string.Empty)));
        if (rule.Source.TryGetValue("when", out var when))
            list.Add(("满足", Plain(when)));
        if (rule.PeriodMonths is { } months)
            list.Add(("只看新发生", $"最近 {months} 个月内有新行才提示"));
        return list;
    }

    private static readonly (string From, string To)[] Words =
    [
        (" and ", " 且 "), (" or ", " 或 "), ("not exists(", "没有（"), ("none(", "没有（"), ("exists(", "有（"), (" >= ", " ≥ "), (" <= ", " ≤ "), (" <> ", " ≠ "),
        (" in this year", " 在今年"), (" in this month", " 在本月"), (" in last month", " 在上月"), (" in last year", " 在上年"), (" is not null", " 已填"), (" is null", " 未填"),
        (" not in ", " 不属于 "), (" in last ", " 在最近 "), (" months", " 个月"), (" month", " 个月"), (" days", " 天"), (" years", " 年"), (" in [", " 属于 ["), (" has ", " 包含 "),
        (" contains ", " 含有 "), (" not between ", " 不介于 "), (" between ", " 介于 "), (" not ", " 不 "), (" where ", "，其中 "), ("count(distinct ", "不重复计数("), ("count()", "行数"), ("count(", "计数("), ("sum(", "合计("), ("max(", "最大("), ("min(", "最小("),
        ("avg(", "平均("), ("last(", "最近一行的("), ("first(", "最早一行的("), ("any(", "有任一("), ("every(", "全都("), ("if(", "如果("), ("abs(", "绝对值("), ("round(", "取整("),
        ("months_between(", "相差月数("), ("days_between(", "相差天数("), ("add_months(", "加月("), ("add_days(", "加天("), ("birth_date(", "证件上的出生日期("), ("date(", "日期("), ("year(", "年份("),
        ("month(", "月份("), ("age(", "周岁("), ("sex(", "证件上的性别("), ("length(", "字数("), (" not matches ", " 不符合格式 "), (" matches ", " 符合格式 "), ("matches(", "符合格式("), ("parameter(", "参数("), ("coalesce(", "取首个非空("), ("asof", "比对日"), ("true", "是"), ("false", "否"),
    ];

    private static string Plain(string expression)
    {
        var text = expression.ReplaceLineEndings(" ");
        foreach (var (from, to) in Words)
            text = text.Replace(from, to, StringComparison.Ordinal);
        return text;
    }
}
