using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

/// <summary>One thing that a household's help lacks, in words that say what to do.</summary>
internal sealed record Lack(HelpGap Gap, string Words);

/// <summary>The rules of <see cref="HelpGaps"/> for one loaded household, with the words for its page; a test holds both to the same answer.</summary>
internal static class HelpReview
{
    public static IReadOnlyList<Lack> Of(HelpFacts facts, ParameterValues values, DateOnly today)
    {
        var (household, catalogue) = (facts.Household, MeasureCatalogue.Shipped);
        if (!facts.IsMonitored || household.State != HouseholdState.Active)
            return [];
        var lacks = new List<Lack>();
        var given = facts.Measures.Where(m => m.IsGiven).ToList();
        var months = household.IdentifiedMonth is { } month ? Between(month, HelpGaps.Month(today)) : int.MaxValue;
        var alarm = values.Whole("无措施报警月数", household.Division);
        if (given.Count == 0 && months > alarm)
            lacks.Add(new(HelpGap.无措施, $"识别已超过 {alarm} 个月，没有一项正在落实或已完成的措施。请尽快落实首项措施。"));
        foreach (var risk in facts.Risks.Where(r => !given.Exists(m => catalogue.IsAnswer(m, r, MeasureCatalogue.Open))))
            lacks.Add(new(HelpGap.风险未对应, $"风险“{risk}”没有对应措施：{Wanted(risk)}至少登记一项。"));
        var limit = values.Whole("开发式到位月数", household.Division);
        if (months >= limit && facts.Members.Any(Labour.IsAble) && !given.Exists(catalogue.IsDevelopment))
            lacks.Add(new(HelpGap.无开发式, $"有劳动力，识别满 {limit} 个月仍没有产业、就业、金融、公益岗位措施（仅“其他”或只有技能培训不算）。"));
        if (string.IsNullOrEmpty(household.HelperName))
            lacks.Add(new(HelpGap.无责任人, "还没有帮扶责任人，请结对。"));
        return lacks;
    }

    public static string Wanted(string risk) => MeasureCatalogue.Shipped.Answering(risk, MeasureCatalogue.Open) is { Count: > 0 } groups ? string.Join("、", groups) : "任一类";

    /// <summary>Months from one yyyyMM to another.</summary>
    public static int Between(int from, int to) => ((to / 100) - (from / 100)) * 12 + (to % 100) - (from % 100);
}
