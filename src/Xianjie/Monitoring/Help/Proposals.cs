using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Help;

/// <summary>A measure worth considering for a household, for whom, for which risk, and why.</summary>
internal sealed record Proposal(MeasureKind Measure, string Reason, string? Risk = null, Guid? PersonId = null, string? PersonName = null)
{
    public string Key => $"{Measure.Key}|{PersonId:N}";
}

/// <summary>
/// The plan generator: what risks and facts of a household suggest, each with its reason. It proposes; people decide. What the
/// household has already is not proposed again.
/// </summary>
internal static class Proposals
{
    public static IReadOnlyList<Proposal> For(HelpFacts facts, DateOnly today)
    {
        var found = new List<Proposal>();
        foreach (var risk in facts.Risks)
            found.AddRange(ForRisk(risk, facts));
        foreach (var member in facts.Members)
            found.AddRange(ForMember(member, facts, today));
        found.AddRange(ForHome(facts));
        var had = facts.Measures.Where(m => m.Progress != MeasureProgress.中止 && (m.EndDate is null || m.EndDate >= today)).ToList();
        return [.. found.Where(p => !had.Exists(m => m.MeasureGroup == p.Measure.Group && m.Name == p.Measure.Name && (p.PersonId is null || m.PersonId is null || m.PersonId == p.PersonId)))
            .DistinctBy(p => p.Key)];
    }

    private static IEnumerable<Proposal> ForRisk(string risk, HelpFacts facts)
    {
        var able = facts.Members.Any(Labour.IsAble);
        return risk switch
        {
            "因病" => [Of("健康帮扶/医疗救助", "因病致贫风险，自付医疗费用可按规定申请医疗救助", risk), Of("健康帮扶/大病保险", "因病致贫风险，核对大病保险是否已报销到位", risk)],
            "因残" => [Of("综合保障/残疾人补贴", "因残致贫风险，核对两项补贴是否享受", risk)],
            "因安全住房" => [Of("住房安全保障/危房改造", "住房安全风险，申请危房改造", risk)],
            "因安全饮水" => [Of("饮水安全保障/饮水安全保障", "饮水安全风险，解决供水", risk)],
            "因务工就业不稳" when able => [Of("就业帮扶/劳务输出", "务工不稳且有劳动力，优先推荐岗位", risk), Of("公益岗位帮扶/保洁员", "务工不稳，外出有困难的可安排公益性岗位", risk)],
            "因自然灾害" or "因意外事故" => [Of("综合保障/临时救助", $"{risk}造成支出骤增或收入骤减，先救急", risk), Of("综合保障/防贫保险", $"{risk}，核对防贫保险是否可赔", risk)],
            "因产业项目失败" => [Of("综合保障/临时救助", "产业失败，先稳住基本生活", risk), Of("产业帮扶/种植业", "产业失败，帮助恢复生产或转产", risk)],
            "缺劳动力" when !able => [Of("综合保障/低保", "家中没有劳动力，落实兜底保障", risk)],
            _ => [],
        };
    }

    private static IEnumerable<Proposal> ForMember(Person member, HelpFacts facts, DateOnly today)
    {
        var age = member.BirthDate is { } birth ? Age(birth, today) : (int?)null;
        if (member.MedResident != true && member.MedEmployee != true)
            yield return Of("健康帮扶/城乡居民医保个人缴费补贴", $"{member.Name}没有参加基本医疗保险，帮助参保并补贴个人缴费", Risk("因病", facts), member);
        if (member.Health?.Contains("患有大病", StringComparison.Ordinal) == true)
            yield return Of("健康帮扶/医疗救助", $"{member.Name}患有大病", Risk("因病", facts), member);
        if (member.DisabilityLevel is { } level)
            yield return Of("综合保障/残疾人补贴", $"{member.Name}为{member.DisabilityKind}残疾{level}", Risk("因残", facts), member);
        foreach (var study in Study(member, facts))
            yield return study;
        foreach (var work in Work(member, facts, age))
            yield return work;
    }

    private static IEnumerable<Proposal> Study(Person member, HelpFacts facts)
    {
        var school = member.SchoolState ?? string.Empty;
        if (school.StartsWith("中职", StringComparison.Ordinal) || school.StartsWith("高职", StringComparison.Ordinal) || school.StartsWith("技师", StringComparison.Ordinal))
            yield return Of("教育帮扶/雨露计划", $"{member.Name}在读{school}，按学期申请雨露计划补助", Risk("因学", facts), member);
        else if (school.StartsWith("本科", StringComparison.Ordinal))
            yield return Of("教育帮扶/助学贷款", $"{member.Name}在读{school}，可申请助学贷款", Risk("因学", facts), member);
        else if (school.StartsWith("普通高中", StringComparison.Ordinal))
            yield return Of("教育帮扶/助学金", $"{member.Name}在读{school}，申请国家助学金", Risk("因学", facts), member);
        else if (school is "小学" or "七年级" or "八年级" or "九年级")
            yield return Of("义务教育保障/寄宿生生活补贴", $"{member.Name}在读{school}，寄宿的可申请生活补贴", Risk("因学", facts), member);
        if (member.DropoutReason is not (null or "无" or "提前毕业"))
            yield return Of("义务教育保障/劝返", $"{member.Name}登记为失学（{member.DropoutReason}），劝返复学；身体原因的送教上门", Risk("因学", facts), member);
    }

    private static IEnumerable<Proposal> Work(Person member, HelpFacts facts, int? age)
    {
        var idle = (member.WorkMonths ?? 0) == 0 && (member.SchoolState is null or "非在校生") && (age is null or (>= 16 and < 60));
        if (Labour.IsAble(member) && idle)
            yield return Of("就业帮扶/劳务输出", $"{member.Name}有劳动力，今年没有务工", Risk("因务工就业不稳", facts), member);
        else if (Labour.IsAble(member) && member.WorkPlace is { Length: > 0 } && member.WorkMonths > 0)
            yield return Of("就业帮扶/外出务工补贴", $"{member.Name}在{member.WorkPlace}务工 {member.WorkMonths} 个月，申请交通补贴", Risk("因务工就业不稳", facts), member);
        if (member.Labour == Labour.Weak && member.PublicPost is null)
            yield return Of("公益岗位帮扶/保洁员", $"{member.Name}是弱劳动力或半劳动力，就近安排公益性岗位", Risk("缺劳动力", facts), member);
    }

    private static IEnumerable<Proposal> ForHome(HelpFacts facts)
    {
        if (facts.Living?.HouseGrade is "C级" or "D级")
            yield return Of("住房安全保障/危房改造", $"住房鉴定为{facts.Living.HouseGrade}", Risk("因安全住房", facts));
        if (facts.Living?.WaterSafe == false)
            yield return Of("饮水安全保障/饮水安全保障", "档案登记饮水不安全", Risk("因安全饮水", facts));
        if (Labour.IsAbsent(facts.Members) && !facts.Members.Any(m => m.Dibao is "农村低保" or "城市低保" || m.Tekun is "农村特困" or "城市特困"))
            yield return Of("综合保障/低保", "整户没有劳动能力，且没有享受低保、特困供养", Risk("缺劳动力", facts));
        if (facts.Members.Any(Labour.IsAble) && facts.Living?.FarmlandMu > 0)
            yield return Of("产业帮扶/种植业", $"有劳动力和耕地 {facts.Living.FarmlandMu:0.##} 亩，可发展种植");
        if (facts.Members.Any(Labour.IsAble))
            yield return Of("金融帮扶/小额信贷", "有劳动力、有发展意愿的可申请小额信贷");
    }

    private static string? Risk(string risk, HelpFacts facts) => facts.Risks.Contains(risk) ? risk : null;

    private static Proposal Of(string key, string reason, string? risk = null, Person? person = null) => new(
        MeasureCatalogue.Shipped.Find(key) ?? throw new InvalidOperationException($"{key} is not in the catalogue of measures."), reason, risk, person?.Id, person?.Name);

    public static int Age(DateOnly birth, DateOnly today) =>
        today.Year - birth.Year - ((today.Month, today.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);
}
