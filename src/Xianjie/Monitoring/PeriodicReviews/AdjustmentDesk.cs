using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>
/// 动态调整: a proposal that is taken begins the procedure that there is for it (认定, 风险消除); a change of type and a return are made
/// where the record and the removals are kept, and seen to be made before the proposal is settled.
/// </summary>
internal sealed class AdjustmentDesk(XianjieDb db, CaseDesk cases, RemovalDesk removals, CurrentUser user, Clock clock)
{
    public bool May => user.May(Permissions.CasesAccept);

    /// <summary>Where the procedure goes on, or why it can't begin.</summary>
    public async Task<Result<string, Refusal>> TakeAsync(ReviewItem item, Household home, CancellationToken ct)
    {
        if (item.ProposalState != AdjustmentState.待处理)
            return new Refusal("这条建议已处理。");
        var (refusal, link, outcome) = item.Proposal switch
        {
            Adjustment.建议纳入 => await IdentifyAsync(item, home, ct),
            Adjustment.建议消除 => await RemoveAsync(item, home, ct),
            Adjustment.建议变更类型 => home.HouseholdType == item.HouseholdType
                ? (new Refusal($"名册里户类型还是“{home.HouseholdType}”。请先在农户信息里变更户类型，再回来登记。"), string.Empty, string.Empty) : (null, $"/households/{home.Id}", $"户类型由{item.HouseholdType}变更为{home.HouseholdType}"),
            _ => home.RiskState != HelpGaps.Monitored
                ? (new Refusal("这户还没有回退。请县监测员在风险消除页面办理“风险消除回退”，再回来登记。"), string.Empty, string.Empty) : (null, $"/removals/{home.Id}", "已回退为未消除"),
        };
        if (refusal is not null)
            return refusal;
        await SettleAsync(item, taken: true, outcome, ct);
        return link;
    }

    public async Task<Refusal?> DeclineAsync(ReviewItem item, string? reason, CancellationToken ct)
    {
        if (item.ProposalState != AdjustmentState.待处理)
            return new("这条建议已处理。");
        if (reason?.Trim() is not { Length: >= 2 and <= 600 })
            return new("请写明不采纳的理由（2 到 600 字）。", "Reason");
        await SettleAsync(item, taken: false, reason.Trim(), ct);
        return null;
    }

    private async Task<(Refusal?, string, string)> IdentifyAsync(ReviewItem item, Household home, CancellationToken ct)
    {
        var opened = await cases.OpenAsync(new CaseOpening(Guid.CreateVersion7(), home.Id, null, "基层排查", home.HeadName ?? item.HeadName, null, $"定期核查发现：{item.Words}", item.DoneOn, null), ct);
        return opened.TryGet(out var subject, out var refusal) ? (null, $"/cases/{subject.Id}", "已发起认定") : (refusal, string.Empty, string.Empty);
    }

    private async Task<(Refusal?, string, string)> RemoveAsync(ReviewItem item, Household home, CancellationToken ct)
    {
        var facts = await HelpFacts.LoadAsync(db, home.Id, ct) ?? throw new InvalidOperationException("The household is gone.");
        if (!facts.IsMonitored)
            return (new Refusal($"这户现在是“{home.RiskState}”，不能发起风险消除。"), string.Empty, string.Empty);
        return await removals.StartAsync(facts, RemovalCase.Helped, $"定期核查：{item.Words}", ct) is { } refusal ? (refusal, string.Empty, string.Empty) : (null, $"/removals/{home.Id}", "已发起风险消除");
    }

    private async Task SettleAsync(ReviewItem item, bool taken, string outcome, CancellationToken ct)
    {
        db.Act = user.Acts(taken ? "采纳调整建议" : "不采纳调整建议", outcome);
        item.Settle(taken, outcome, clock.Today);
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == item.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(db.Act.By, clock.Now, outcome);
        await db.SaveChangesAsync(ct);
    }
}
