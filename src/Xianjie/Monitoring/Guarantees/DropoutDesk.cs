using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>Opens an order for every schooling gap, follows it, and closes it with the gap.</summary>
internal sealed class DropoutDesk(XianjieDb db, ParametersInForce inForce, Clock clock)
{
    public const string WorkKind = "控辍劝返";

    /// <summary>Orders in line with the gaps of these households.</summary>
    public async Task FollowAsync(IReadOnlyCollection<Guid> households, CancellationToken ct) =>
        await FollowAsync(db, await inForce.LoadAsync(ct), clock, db.Set<Gap>().Where(g => households.Contains(g.HouseholdId)), ct);

    public static async Task FollowAsync(XianjieDb db, ParameterValues values, Clock clock, IQueryable<Gap> gaps, CancellationToken ct)
    {
        var schooling = gaps.Where(g => g.Kind == GuaranteeKind.义务教育);
        var fresh = await schooling.Where(g => g.ClosedOn == null && g.State == GapState.缺口 && g.PersonId != null && !db.Set<DropoutOrder>().Any(o => o.GapId == g.Id)).ToListAsync(ct);
        var solved = await db.Set<DropoutOrder>().Where(o => o.ClosedOn == null && schooling.Any(g => g.Id == o.GapId && g.ClosedOn != null)).ToListAsync(ct);
        if (fresh.Count + solved.Count == 0)
            return;
        db.Act = new Act("系统", "控辍工单");
        fresh.ForEach(gap => Open(db, values, clock, gap));
        foreach (var order in solved)
        {
            var words = await db.Set<Gap>().Where(g => g.Id == order.GapId).Select(g => g.ClosedBy).SingleAsync(ct);
            order.Settle(DropoutOutcome.已消失, clock.Today, words ?? string.Empty, null);
            await FinishWorkAsync(db, order.Id, "系统", clock.Now, "数据证明已消失", ct);
        }
        await db.SaveChangesAsync(ct);
    }

    private static void Open(XianjieDb db, ParameterValues values, Clock clock, Gap gap)
    {
        var order = new DropoutOrder
        {
            GapId = gap.Id, HouseholdId = gap.HouseholdId, PersonId = gap.PersonId!.Value, Division = gap.Division, ChildName = gap.Name, OpenedOn = clock.Today,
            VerifyBy = Day("核实"), PersuadeBy = Day("劝返"), SettleBy = Day("办结"),
        };
        db.Add(order);
        db.Add(new WorkItem
        {
            Kind = WorkKind, Title = $"劝返：{gap.Name}（{gap.Words}）", Link = $"/guarantees/{gap.HouseholdId}", Subject = order.Id, Division = gap.Division, Role = Roles.Collector,
            CreatedBy = "系统", CreatedAt = clock.Now, Due = order.VerifyBy,
        });

        DateOnly Day(string stage) => clock.Today.AddDays(values.Whole("控辍反馈天数", gap.Division, stage));
    }

    /// <summary>What came of it. 身体原因豁免 needs a certificate among the household's files.</summary>
    public async Task<Refusal?> SettleAsync(DropoutOrder order, DropoutOutcome outcome, DateOnly on, string words, Guid? certificate, Act act, CancellationToken ct)
    {
        if (order.ClosedOn is not null)
            return new("这张工单已经办结。");
        if (outcome == DropoutOutcome.已消失)
            return new("请选择返校、送教上门或身体原因豁免。", "Settle.Outcome");
        if (on > clock.Today || on < order.OpenedOn)
            return new("日期应在派单日和今天之间。", "Settle.On");
        if (outcome == DropoutOutcome.身体原因豁免 && (certificate is null || !await db.Set<Attachment>().AnyAsync(a => a.Id == certificate && a.HouseholdId == order.HouseholdId, ct)))
            return new("身体原因豁免须附证明：请先在户档案“附件”里上传诊断或残疾证明，再在这里选择。", "Settle.Certificate");
        var days = (await inForce.LoadAsync(ct)).Whole("返校回访天数", order.Division);
        order.Settle(outcome, on, words, outcome == DropoutOutcome.已返校 ? on.AddDays(days) : null);
        db.Add(new Proof
        {
            HouseholdId = order.HouseholdId, PersonId = order.PersonId, Division = order.Division, Kind = GuaranteeKind.义务教育, ProvedOn = on, Passed = true,
            Value = outcome.ToString(), Source = "劝返", Note = words, AttachmentId = certificate, By = act.By, At = clock.Now,
        });
        db.Act = act;
        await FinishWorkAsync(db, order.Id, act.By, clock.Now, outcome.ToString(), ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static async Task FinishWorkAsync(XianjieDb db, Guid order, string by, DateTimeOffset at, string outcome, CancellationToken ct)
    {
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == order && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(by, at, outcome);
    }
}
