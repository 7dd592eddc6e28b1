using Xianjie.Monitoring.Guarantees;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Removal;

/// <summary>One condition of 风险消除: whether it holds, with the numbers and where they come from.</summary>
/// <param name="Advice">What to do where it does not hold.</param>
internal sealed record RemovalCondition(string Title, bool Holds, string Evidence, string? Advice = null);

/// <summary>Everything that the conditions are computed from.</summary>
internal sealed record RemovalFacts(HelpFacts Help, IReadOnlyList<Condition> Guarantees, HelpVisit? LastVisit, int OpenClues, long? VisitedPerCapita);

/// <summary>
/// The conditions of monitoring.md 7.1, all of which must hold before a removal starts and again before it is decided. There is no quota
/// and no way round them.
/// </summary>
internal sealed class RemovalConditions(ParameterValues values, DateOnly today)
{
    public IReadOnlyList<RemovalCondition> Of(RemovalFacts facts, string kind) =>
    [
        State(facts.Help), Labourers(facts.Help), Months(facts.Help), Count(facts.Help), Answered(facts.Help, kind), Income(facts), Burden(facts.Help),
        Guarantee(facts, "义务教育有保障", GuaranteeKind.义务教育), Guarantee(facts, "基本医疗有保障", GuaranteeKind.医保参保, GuaranteeKind.慢病随访),
        Guarantee(facts, "住房安全有保障", GuaranteeKind.住房安全),
        Guarantee(facts, "饮水安全有保障", GuaranteeKind.饮水水量, GuaranteeKind.饮水水质, GuaranteeKind.饮水方便, GuaranteeKind.饮水保证率),
        Visited(facts), new("没有未办结的线索", facts.OpenClues == 0, $"未办结线索 {facts.OpenClues} 条", facts.OpenClues == 0 ? null : "先办结线索，确认没有新增风险"),
    ];

    private static RemovalCondition State(HelpFacts facts) =>
        new("是未消除风险的监测户", facts.IsMonitored && facts.Household.State == HouseholdState.Active, $"户属性：{facts.Household.RiskState}");

    private static RemovalCondition Labourers(HelpFacts facts)
    {
        var absent = Labour.IsAbsent(facts.Members);
        var words = absent ? $"{facts.Members.Count} 名成员都没有劳动能力" : $"有劳动力 {facts.Members.Count(Labour.IsAble)} 人，弱劳动力或半劳动力 {facts.Members.Count(m => m.Labour == Labour.Weak)} 人";
        return new("不是整户无劳动能力", !absent, words, absent ? "整户无劳动能力不标注消除，落实兜底保障并继续监测" : null);
    }

    private RemovalCondition Months(HelpFacts facts)
    {
        var least = values.Whole("消除最短月数", facts.Household.Division);
        if (facts.Household.IdentifiedMonth is not { } month)
            return new($"识别满 {least} 个月", false, "没有识别月份", "在户信息里补填识别月份");
        var gone = HelpReview.Between(month, HelpGaps.Month(today));
        var words = $"{HouseholdWords.Month(month)} 识别，至今 {gone} 个月";
        var first = new DateOnly(month / 100, month % 100, 1).AddMonths(least);
        return new($"识别满 {least} 个月", gone >= least, words, gone >= least ? null : $"{first:yyyy-MM} 起才可发起");
    }

    private RemovalCondition Count(HelpFacts facts)
    {
        var (least, given) = (values.Whole("消除最少措施数", facts.Household.Division), facts.Measures.Count(m => m.IsGiven));
        return new($"落实措施不少于 {least} 项", given >= least, $"落实中和已完成 {given} 项，计划和中止的不算", given >= least ? null : "先落实措施并登记进展");
    }

    /// <summary>Each risk has had its own measure for long enough; a risk that went away by itself needs none.</summary>
    private RemovalCondition Answered(HelpFacts facts, string kind)
    {
        var months = values.Whole("消除措施稳定月数", facts.Household.Division);
        if (kind == RemovalCase.Natural)
            return new("针对性措施", true, "自然消除，不要求；须写明风险消失的事实");
        var (since, catalogue) = (today.AddMonths(-months), MeasureCatalogue.Shipped);
        var missing = facts.Risks.Where(r => !facts.Measures.Any(m => m.IsGiven && m.StartDate <= since && catalogue.IsAnswer(m, r, MeasureCatalogue.Open))).ToList();
        var title = $"每个风险的针对性措施满 {months} 个月";
        if (facts.Risks.Count == 0)
            return new(title, false, "没有登记风险", "在户信息里补填风险");
        return missing.Count == 0 ? new(title, true, $"风险 {facts.Risks.Count} 个，均有 {HouseholdWords.Day(since)} 前开始的措施")
            : new(title, false, $"{string.Join('、', missing)}没有满 {months} 个月的针对性措施", $"登记 {string.Join("；", missing.Select(HelpReview.Wanted))} 类措施并满期");
    }

    private RemovalCondition Income(RemovalFacts facts)
    {
        var (home, income) = (facts.Help.Household, facts.Help.Income);
        var line = values.Fen("监测范围", home.Division);
        if (line is not { } floor)
            return new("收入稳定超过今年监测范围", false, $"{today.Year} 年监测范围没有录入", "请县监测员在参数里录入本省监测范围");
        if (income?.PerCapita is not { } earned || income.Year < today.Year - 1)
            return new("收入稳定超过今年监测范围", false, income is null ? "没有收入登记" : $"最近的收入是 {income.Year} 年的", "登记上年或今年的家庭收入");
        var above = earned > floor && (facts.VisitedPerCapita is not { } visited || visited > floor);
        var words = $"{income.Year} 年人均 {HouseholdWords.Yuan(earned)} 元{(facts.VisitedPerCapita is { } seen ? $"，入户核算 {HouseholdWords.Yuan(seen)} 元" : "")}；今年监测范围 {HouseholdWords.Yuan(floor)} 元";
        return new("收入稳定超过今年监测范围", above, words, above ? null : "收入未超过监测范围，不得消除");
    }

    /// <summary>What is left after medical bills that people paid themselves must still be above the line.</summary>
    private RemovalCondition Burden(HelpFacts facts)
    {
        const string title = "扣除刚性支出后仍超线";
        var (income, people) = (facts.Income, Math.Max(1, facts.Members.Count));
        if (income?.PerCapita is not { } earned || values.Fen("监测范围", facts.Household.Division) is not { } floor)
            return new(title, false, "没有收入登记", "登记家庭收入和合规自付支出");
        var left = earned + (((income.InsuranceClaim ?? 0) - (income.CompliantSelfPay ?? 0)) / people);
        var words = $"人均 {HouseholdWords.Yuan(earned)} 元 + 理赔 {HouseholdWords.Yuan(income.InsuranceClaim ?? 0)} ÷ {people} − 自付 {HouseholdWords.Yuan(income.CompliantSelfPay ?? 0)} ÷ {people} = {HouseholdWords.Yuan(left)} 元；线 {HouseholdWords.Yuan(floor)} 元";
        return new(title, left > floor, words, left > floor ? null : "大额医疗、上学等支出还没有稳定解决");
    }

    private static RemovalCondition Guarantee(RemovalFacts facts, string title, params GuaranteeKind[] kinds)
    {
        var own = facts.Guarantees.Where(c => kinds.Contains(c.Kind)).ToList();
        var open = own.Where(c => c.Standing != Standing.保障).ToList();
        var words = own.Count == 0 ? "没有适用的成员" : string.Join("；", (open.Count > 0 ? open : own).Select(c => $"{c.PersonName}{(c.PersonName is null ? "" : "：")}{c.Words}{(c.ProvedOn is { } on ? $"（{on:yyyy-MM-dd}）" : "")}"));
        return new(title, open.Count == 0, words, open.Count == 0 ? null : "在“三保障及饮水”里解决或补证明");
    }

    private RemovalCondition Visited(RemovalFacts facts)
    {
        var days = values.Whole("走访间隔天数", facts.Help.Household.Division, HelpGaps.Monitored);
        const string title = "最近走访没有发现问题";
        if (facts.LastVisit is not { } visit || visit.VisitedOn < today.AddDays(-days))
            return new(title, false, facts.LastVisit is null ? "没有走访" : $"最近走访 {HouseholdWords.Day(facts.LastVisit.VisitedOn)}，超过 {days} 天", "先走访并登记");
        var problem = visit.NewRisks is not null || visit.SchoolProblem == true || visit.MedicalProblem == true || visit.HouseProblem == true || visit.WaterProblem == true;
        return new(title, !problem, $"{HouseholdWords.Day(visit.VisitedOn)} {visit.Visitors}：{(problem ? "有新风险或保障问题" : "没有新风险")}", problem ? "问题解决后再走访一次" : null);
    }
}
