using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Papers;

/// <summary>The parts of a paper that are help and removal.</summary>
internal static class HelpData
{
    public static void Plan(PaperData data, HelpPlan? plan, IReadOnlyList<PlanLine> lines, IReadOnlyList<HelpVisit> visits, Pairing? pairing)
    {
        data.Set(("帮扶单位", plan?.Unit ?? pairing?.Unit), ("帮扶目标", plan?.Goal), ("计划起止", plan is null ? null : $"{PaperWords.Day(plan.Start)}{(plan.End is { } end ? $"至{PaperWords.Day(end)}" : "起")}"));
        data.Add("需求", lines.Where(l => l.Kind == PlanLineKind.需求), Row);
        data.Add("任务", lines.Where(l => l.Kind == PlanLineKind.任务), Row);
        data.Add("走访", visits, (v, _) => [("日期", PaperWords.Day(v.VisitedOn)), ("走访人", v.Visitors), ("方式", v.Result.ToString()), ("情况", v.Findings + Problems(v)), ("新增风险", PaperWords.List(v.NewRisks)), ("下一步", v.NextStep)]);
    }

    private static IEnumerable<(string, string?)> Row(PlanLine line, int _) =>
        [("内容", line.Words), ("责任人", line.Responsible), ("期限", PaperWords.Day(line.Due)), ("完成日期", PaperWords.Day(line.DoneOn)), ("效果", line.Effect)];

    private static string Problems(HelpVisit v)
    {
        var seen = new[] { (v.SchoolProblem, "义务教育"), (v.MedicalProblem, "基本医疗"), (v.HouseProblem, "住房安全"), (v.WaterProblem, "饮水安全") }.Where(p => p.Item1 == true).Select(p => p.Item2).ToList();
        return seen.Count == 0 ? string.Empty : $"（{string.Join('、', seen)}有问题）";
    }

    public static void Removal(PaperData data, RemovalCase? item, IReadOnlyList<RemovalCondition> conditions, IReadOnlyList<StepRecord> trail, PublicNotice? notice)
    {
        data.Set(
            ("拟消除方式", item?.Kind), ("消除理由", item?.Grounds), ("消除发起日期", PaperWords.Day(item?.StartedOn)), ("消除核查日期", PaperWords.Day(item?.VisitedOn)), ("消除核查人", item?.Visitors), ("消除核查情况", item?.VisitWords),
            ("消除人均", PaperWords.Yuan(item?.PerCapita)), ("消除评议日期", PaperWords.Day(item?.ReviewedOn)), ("消除实到", PaperWords.Number(item?.Present)), ("消除同意", PaperWords.Number(item?.InFavour)), ("消除评议情况", item?.ReviewWords),
            ("消除村级意见", item?.ReviewedOn is null ? null : $"经民主评议，实到{item.Present}人，同意{item.InFavour}票，同意风险消除。"),
            ("消除公示情况", item?.NoticeFrom is null ? null : $"{PaperWords.Day(item.NoticeFrom)}至{PaperWords.Day(item.NoticeUntil)}在村内公示{(notice is null ? "" : "，" + CaseData.NoticeWords(notice.State))}。"),
            ("消除乡镇意见", item?.TownshipWords), ("消除县级意见", item?.CountyWords), ("消除乡镇日期", Left(trail, RemovalTrigger.乡镇同意)), ("消除县级日期", Left(trail, RemovalTrigger.县级同意)));
        data.Add("消除条件", conditions, (c, _) => [("条件", c.Title), ("是否满足", c.Holds ? "是" : "否"), ("依据", c.Evidence)]);
    }

    private static string Left(IReadOnlyList<StepRecord> trail, RemovalTrigger trigger) =>
        trail.LastOrDefault(s => s.Trigger == trigger.ToString())?.LeftAt is { } at ? PaperWords.Day(Clock.Day(at)) : "　　　年　　月　　日";
}
