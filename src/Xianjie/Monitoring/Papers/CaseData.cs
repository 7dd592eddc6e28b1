using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Papers;

/// <summary>The part of a paper that is an identification case; without one all of it stays blank to be written by hand.</summary>
internal sealed class CaseData(PaperData data, CaseFile? file, Worksheet? sheet, Deadlines? terms)
{
    private readonly CaseVisit? visit = file?.Visits.MaxBy(v => v.At);
    private readonly DemocraticReview? review = file?.Reviews.MaxBy(r => r.At);

    public PaperData Fill()
    {
        Opening();
        Visit();
        Review();
        Authorised();
        Compared();
        Sheet();
        Opinions();
        Refused();
        return data;
    }

    private void Opening() => data.Set(
        ("案件来源", file?.Subject.Channel), ("申请人", file?.Subject.Applicant), ("代办人", file?.Subject.Proxy), ("困难问题", file?.Subject.Problem), ("主要困难", string.Join('\n', new[] { file?.Subject.Problem, visit?.ProblemFinding }.OfType<string>().Distinct())), ("发现日期", PaperWords.Day(file?.Subject.DiscoveredOn)),
        ("绿色通道", file?.Subject.Emergency), ("拟定类别", Category()), ("拟定风险", PaperWords.List(file?.Subject.Risks ?? visit?.Risks)));

    /// <summary>In the name of the policy period on the day of opening.</summary>
    private string? Category() => (file?.Subject.Category ?? visit?.Category) is { } category ? ObjectTypes.NameIn(PolicyPeriod.On(file!.Subject.OpenedOn), category) is var name && name == category ? category : $"{name}（{category}）" : null;

    private void Visit() => data.Set(
        ("核查日期", PaperWords.Day(visit?.VisitedOn)), ("核查人", visit?.Visitors), ("收入核查", visit?.IncomeFinding), ("支出核查", visit?.SelfPayFinding), ("问题核查", visit?.ProblemFinding),
        ("应对核查", visit is null ? null : $"{(visit.CannotCope ? "无能力自主应对。" : "能自主应对。")}{visit.CopingFinding}"),
        ("保障情况", visit is null ? null : visit.GuaranteeGap ? "三保障或饮水安全有缺口" : "三保障及饮水安全没有缺口"), ("有无风险", visit is null ? null : visit.HasRisk ? "有返贫致贫风险" : "没有返贫致贫风险"));

    private void Review()
    {
        data.Set(
            ("评议日期", PaperWords.Day(review?.HeldOn)), ("评议地点", review?.Place), ("主持人", review?.Chair), ("记录人", review?.Recorder), ("应到", PaperWords.Number(review?.Expected)), ("实到", PaperWords.Number(review?.Present)),
            ("同意", PaperWords.Number(review?.For)), ("不同意", PaperWords.Number(review?.Against)), ("弃权", PaperWords.Number(review?.Abstained)), ("评议结论", review is null ? null : review.Passed ? "通过" : "不通过"), ("评议内容", review?.Minutes));
        var notice = file?.Notice;
        data.Set(
            ("村级意见", review is null ? null : $"经民主评议，应到{review.Expected}人，实到{review.Present}人，同意{review.For}票，不同意{review.Against}票，弃权{review.Abstained}票，{(review.Passed ? "同意纳入" : "不同意纳入")}。"),
            ("公示情况", notice is null ? null : $"{PaperWords.Day(notice.StartsOn)}至{PaperWords.Day(notice.EndsOn)}在村内公示，{NoticeWords(notice.State)}。"));
    }

    internal static string NoticeWords(NoticeState state) => state switch
    {
        NoticeState.已期满 => "公示期满，无异议或异议不成立",
        NoticeState.公示中 => "正在公示",
        NoticeState.已暂停 => "有异议，公示暂停",
        _ => "异议成立，已撤下",
    };

    private void Authorised()
    {
        var paper = file?.Authorisations.LastOrDefault(a => a.RevokedOn is null) ?? file?.Authorisations.LastOrDefault();
        data.Set(("授权编号", paper?.Number), ("签署日期", PaperWords.Day(paper?.SignedOn)), ("授权有效期", PaperWords.Day(paper?.ValidUntil)), ("签署人", paper?.Signers), ("未签说明", paper?.MissingWhy));
    }

    private void Compared()
    {
        data.Add("比对", file?.Queries ?? [], (q, _) => [("项目", q.Items), ("渠道", q.Channel), ("发起日期", PaperWords.Day(q.AskedOn)), ("反馈日期", PaperWords.Day(q.AnsweredOn)), ("反馈", q.Answer)]);
        data.Add("疑点", file?.Doubts ?? [], (d, _) => [("类别", d.Kind), ("内容", d.Words), ("来源", d.Source), ("结论", d.Conclusion?.ToString()), ("依据", d.Evidence)]);
    }

    private void Sheet()
    {
        data.Add("对照", sheet?.Lines ?? [], (l, _) => [("项目", l.Label), ("登记值", PaperWords.Yuan(l.Registered)), ("采集值", PaperWords.Yuan(l.Visited)), ("采用值", PaperWords.Yuan(l.Used)), ("来源", l.Source)]);
        data.Add("四要素", sheet?.Factors ?? [], (f, _) => [("要素", f.Factor), ("情况", f.Finding), ("来源", f.Source)]);
        data.Set(("核算纯收入", PaperWords.Yuan(sheet?.Net)), ("核算人均", PaperWords.Yuan(sheet?.PerCapita)), ("核算参考收入", PaperWords.Yuan(sheet?.Reference)), ("核算参考人均", PaperWords.Yuan(sheet?.ReferencePerCapita)), ("核算人口", PaperWords.Number(sheet?.Members)));
    }

    private void Opinions()
    {
        var (town, county) = (Last(CaseTrigger.乡镇同意), Last(CaseTrigger.县级同意) ?? Last(CaseTrigger.县级不同意));
        data.Set(("乡镇意见", town is null ? null : town.Words ?? "同意上报"), ("乡镇日期", Signed(town)), ("县级意见", county is null ? null : county.Words ?? (county.Trigger == CaseTrigger.县级同意 ? "同意纳入" : "不同意")), ("县级日期", Signed(county)));
    }

    private void Refused()
    {
        var act = file?.Acts.FindLast(a => a.To == CaseStep.无需认定);
        var day = act is null ? (DateOnly?)null : Clock.Day(act.At);
        data.Set(("不予原因", act?.Words), ("不予日期", PaperWords.Day(day)), ("不予环节", act?.Trigger switch { CaseTrigger.无风险 => "入户核实", CaseTrigger.评议不通过 => "民主评议", CaseTrigger.县级不同意 => "县级审定", _ => "审核" }),
            ("申诉期限", day is { } from && terms is not null ? PaperWords.Day(terms.AppealEnd(from)) : null));
    }

    private CaseAct? Last(CaseTrigger trigger) => file?.Acts.FindLast(a => a.Trigger == trigger);

    private static string Signed(CaseAct? act) => act is null ? "　　　年　　月　　日" : PaperWords.Day(Clock.Day(act.At));
}
