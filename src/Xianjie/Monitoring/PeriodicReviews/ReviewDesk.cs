using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>What the visitors hand in for one household.</summary>
/// <param name="Result">Null: nobody was met.</param>
internal sealed record ReviewReport(Guid FormKey, int Version, DateOnly On, ReviewResult? Result, string Visitors, string? Words, IReadOnlyList<string> Risks, Adjustment? Proposal);

/// <summary>
/// Writes the result of a review down. It counts as a visit too and new risks become clues through the visit, so that nothing is entered
/// twice; a proposal becomes work of the township.
/// </summary>
internal sealed class ReviewDesk(XianjieDb db, VisitDesk visits, ParametersInForce inForce, WorkingDays calendar, CurrentUser user, Clock clock)
{
    public const string ProposalKind = "动态调整", Days = "动态调整处理天数";

    /// <summary>What can be proposed for a household in this state.</summary>
    public static IReadOnlyList<Adjustment> ProposalsFor(string riskState) => riskState switch
    {
        HelpGaps.Monitored => [Adjustment.建议消除, Adjustment.建议变更类型],
        HelpGaps.Removed => [Adjustment.建议回退, Adjustment.建议纳入],
        _ => [Adjustment.建议纳入],
    };

    public async Task<Refusal?> RecordAsync(ReviewItem item, Household? home, ReviewReport report, CancellationToken ct)
    {
        if (await db.Set<HelpVisit>().AnyAsync(v => v.FormKey == report.FormKey, ct))
            return null;
        if (item.Version != report.Version || item.DoneOn is not null)
            return new($"这户刚由 {item.By ?? "别人"} 登记过，请刷新页面。");
        if (Fault(item, home, report) is { } fault)
            return fault;
        if (home is { State: HouseholdState.Active } && await visits.RecordAsync(home, VisitOf(report), ct) is { } refusal)
            return refusal;
        db.Act = user.Acts("登记定期核查", report.Words);
        if (report.Result is not { } result)
            item.Miss(report.On);
        else
            item.Finish(result, string.IsNullOrWhiteSpace(report.Words) ? null : report.Words.Trim(), report.Visitors.Trim(), report.On, db.Act.By, report.Proposal);
        if (report.Proposal is { } proposal)
            db.Add(await WorkAsync(item, proposal, ct));
        await db.SaveChangesAsync(ct);
        await FinishVillageAsync(item, ct);
        return null;
    }

    private Refusal? Fault(ReviewItem item, Household? home, ReviewReport report) =>
        home is not { State: HouseholdState.Active } && report.Result != ReviewResult.有变化 ? new("这户已合并或注销，请选“有变化”并写明去向。", "Input.Result")
        : report.On > clock.Today || report.On < clock.Today.AddMonths(-2) ? new("核查日期应在最近两个月内，不晚于今天。", "Input.On")
        : report.Result == ReviewResult.新增风险 && report.Risks.Count == 0 ? new("请勾选新发现的风险，保存后自动转为线索。", "Input.Risks")
        : report.Result != ReviewResult.无变化 && report.Words?.Trim() is not { Length: >= 2 and <= 1000 } ? new("请写明情况（2 到 1000 字）。", "Input.Words")
        : report.Proposal is { } proposal && !ProposalsFor(home?.RiskState ?? item.RiskState).Contains(proposal) ? new("这户现在的状态不能提这种建议。", "Input.Proposal")
        : report.Proposal is not null && report.Words?.Trim() is not { Length: >= 2 } ? new("提出调整建议请写明理由。", "Input.Words") : null;

    private static VisitReport VisitOf(ReviewReport report) => new(report.FormKey, report.On, report.Result is null ? VisitResult.无法联系 : VisitResult.有人在家, report.Visitors,
        $"定期核查：{report.Result?.ToString() ?? "没联系上"}{(string.IsNullOrWhiteSpace(report.Words) ? "" : $"，{report.Words.Trim()}")}", null, null, null, null, report.Result == ReviewResult.新增风险 ? report.Risks : [],
        report.Result is null ? report.Words?.Trim() : null, null);

    private async Task<WorkItem> WorkAsync(ReviewItem item, Adjustment proposal, CancellationToken ct) => new()
    {
        Kind = ProposalKind, Title = $"{proposal}：{item.HeadName}（{item.HouseholdNo}）", Link = $"/periodic/items/{item.Id}", Subject = item.Id, Division = item.Division, Role = Roles.Clerk,
        CreatedBy = user.Acts(string.Empty).By, CreatedAt = clock.Now, Due = calendar.Add(clock.Today, (await inForce.LoadAsync(ct)).Whole(Days, item.Division)),
    };

    /// <summary>The village's work is done when nobody is left on its list.</summary>
    private async Task FinishVillageAsync(ReviewItem item, CancellationToken ct)
    {
        var open = await db.Set<WorkItem>().Where(w => w.Subject == item.RunId && w.Division == item.Division && w.State == WorkState.Open).ToListAsync(ct);
        if (open.Count == 0 || await db.Set<ReviewItem>().AnyAsync(i => i.RunId == item.RunId && i.Division == item.Division && i.DoneOn == null, ct))
            return;
        foreach (var work in open)
            work.Finish(user.Acts(string.Empty).By, clock.Now, "全部核查完");
        await db.SaveChangesAsync(ct);
    }
}
