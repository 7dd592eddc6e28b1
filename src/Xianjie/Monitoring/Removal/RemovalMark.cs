using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Monitoring.Removal;

/// <summary>Writes into the household what came of it: removed, rolled back, re-marked, gone. Identity and history stay.</summary>
internal sealed class RemovalMark(XianjieDb db, HouseholdBook book, Seal seal, Clock clock)
{
    public async Task<Refusal?> RemoveAsync(RemovalCase item, string contact, string phone, ParameterValues values, Act act, CancellationToken ct)
    {
        var family = await book.OpenAsync(item.HouseholdId, ct) ?? throw new InvalidOperationException("The household of the case is gone.");
        var (home, month) = (family.Household, HelpGaps.Month(clock.Today));
        var number = PhoneNo.Parse(phone, null).ToString();
        (home.RiskState, home.EliminatedMonth, home.EliminationKind, home.MonitorContact) = (HelpGaps.Removed, month, item.Kind, contact);
        (home.MonitorContactPhoneSealed, home.MonitorContactPhoneIndex) = (seal.Close(number, Sealed.Phone), seal.Index(number, Sealed.Phone));
        db.Add(await EventAsync(home, family.Members.Count, RiskChange.消除, item.Grounds, act, ct));
        db.Add(new Recheck
        {
            HouseholdId = home.Id, Division = home.Division, HeadName = home.HeadName ?? string.Empty, Kind = RecheckKind.年度复查,
            Due = clock.Today.AddMonths(values.Whole("消除后复查月数", home.Division)),
        });
        await book.SaveAsync(act, ct);
        return null;
    }

    /// <summary>风险消除回退: back to 未消除 under the same identification.</summary>
    public async Task<Refusal?> RollBackAsync(Guid household, string reason, Act act, CancellationToken ct)
    {
        if (await book.OpenAsync(household, ct) is not { Household: { State: HouseholdState.Active, RiskState: HelpGaps.Removed } home } family)
            return new("只有已消除风险的户可以回退。");
        db.Add(await EventAsync(home, family.Members.Count, RiskChange.回退, reason, act, ct));
        (home.RiskState, home.EliminatedMonth, home.EliminationKind) = (HelpGaps.Monitored, null, null);
        await book.SaveAsync(act, ct);
        return null;
    }

    /// <summary>自然减少: every member leaves for the reason; help ends; the record stays.</summary>
    public async Task<Refusal?> ReduceAsync(Guid household, string reason, DateOnly day, Act act, CancellationToken ct)
    {
        if (await book.OpenAsync(household, ct) is not { Household.State: HouseholdState.Active } family)
            return new("这户已归档。");
        var (home, people) = (family.Household, family.Members.Count);
        foreach (var member in family.Members.OrderBy(m => m.Relation == Family.HeadRelation).ToList())
        {
            if (book.RemoveMember(family, member.Id, reason, day) is { } refusal)
                return refusal;
        }
        home.State = HouseholdState.Dissolved;
        db.Add(await EventAsync(home, people, RiskChange.自然减少, reason, act, ct));
        await EndHelpAsync(home.Id, $"全户自然减少（{reason}）", act, ct);
        await book.SaveAsync(act, ct);
        return null;
    }

    /// <summary>出现新风险: noted, so that it counts as a relapse; the new case itself begins with the clue.</summary>
    public async Task RemarkAsync(Household home, int people, string reason, Act act, CancellationToken ct)
    {
        db.Add(await EventAsync(home, people, RiskChange.再标注, reason, act, ct));
        db.Act = act;
    }

    private async Task EndHelpAsync(Guid household, string reason, Act act, CancellationToken ct)
    {
        foreach (var measure in await db.Set<Measure>().Where(m => m.HouseholdId == household && (m.Progress == MeasureProgress.计划 || m.Progress == MeasureProgress.落实中)).ToListAsync(ct))
            (measure.Progress, measure.StopReason, measure.EndDate, measure.Version) = (MeasureProgress.中止, reason, measure.EndDate ?? clock.Today, measure.Version + 1);
        foreach (var pairing in await db.Set<Pairing>().Where(p => p.HouseholdId == household && p.To == null).ToListAsync(ct))
            pairing.End(clock.Today, reason);
        foreach (var plan in await db.Set<HelpPlan>().Where(p => p.HouseholdId == household && p.ClosedOn == null).ToListAsync(ct))
            plan.Close(clock.Today, reason);
        foreach (var open in await db.Set<RemovalCase>().Where(c => c.OpenHousehold == household).ToListAsync(ct))
            await CloseAsync(open, reason, act, ct);
    }

    private async Task CloseAsync(RemovalCase open, string reason, Act act, CancellationToken ct)
    {
        foreach (var step in await db.Set<StepRecord>().Where(s => s.Subject == open.Id && s.LeftAt == null).ToListAsync(ct))
            step.Leave(clock.Now, clock.Today, act.By, "自然减少", reason);
        foreach (var work in await db.Set<Platform.Inbox.WorkItem>().Where(w => w.Subject == open.Id && w.State == Platform.Inbox.WorkState.Open).ToListAsync(ct))
            work.Withdraw(act.By, clock.Now, reason);
        foreach (var notice in await db.Set<Platform.Notices.PublicNotice>().Where(n => n.Subject == open.Id && n.ClosedOn == null).ToListAsync(ct))
            notice.TakeDown(clock.Today);
        open.EndReason = reason;
        open.Move(RemovalStep.已终止);
    }

    private async Task<RiskEvent> EventAsync(Household home, int people, RiskChange change, string reason, Act act, CancellationToken ct)
    {
        var groups = await db.Set<Measure>().Where(m => m.HouseholdId == home.Id && (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成))
            .Select(m => m.MeasureGroup).Distinct().OrderBy(g => g).ToListAsync(ct);
        return new RiskEvent
        {
            HouseholdId = home.Id, Division = home.Division, Change = change, On = clock.Today, Reason = reason, EliminationKind = home.EliminationKind, EliminatedMonth = home.EliminatedMonth,
            People = people, MeasureGroups = groups.Count == 0 ? null : $";{string.Join(';', groups)};", By = act.By,
        };
    }
}
