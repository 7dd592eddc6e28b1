using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Removal;

/// <summary>What a step hands in; each move reads what it needs.</summary>
internal sealed record RemovalPaper(int Version, string? Words = null, DateOnly? On = null, string? Visitors = null, decimal? PerCapita = null, int? Present = null, int? InFavour = null,
    string? Contact = null, string? ContactPhone = null);

/// <summary>Starts removals, moves them along their table, and keeps clocks and inbox.</summary>
internal sealed class RemovalDesk(XianjieDb db, ParametersInForce inForce, IEnumerable<IClueIntake> intakes, RemovalMark mark, WorkingDays calendar, CurrentUser user, Clock clock)
{
    public const string WorkKind = "风险消除";

    public Task<RemovalCase?> OpenAsync(Guid household, CancellationToken ct) => db.Set<RemovalCase>().SingleOrDefaultAsync(c => c.OpenHousehold == household, ct);

    public async Task<IReadOnlyList<RemovalCondition>> ConditionsAsync(HelpFacts help, string kind, long? visited, CancellationToken ct)
    {
        var values = await inForce.LoadAsync(ct);
        var id = help.Household.Id;
        var facts = await GuaranteeBook.FactsAsync(db, id, ct) ?? throw new InvalidOperationException("The household is gone.");
        var last = await db.Set<HelpVisit>().AsNoTracking().Where(v => v.HouseholdId == id && v.Result != VisitResult.无法联系)
            .OrderByDescending(v => v.VisitedOn).ThenByDescending(v => v.Id).FirstOrDefaultAsync(ct);
        var clues = 0;
        foreach (var intake in intakes)
            clues += await intake.OpenCountAsync(id, ct);
        return new RemovalConditions(values, clock.Today).Of(new RemovalFacts(help, new GuaranteeCheck(values, clock.Today).Of(facts), last, clues, visited), kind);
    }

    public async Task<Refusal?> StartAsync(HelpFacts help, string kind, string grounds, CancellationToken ct)
    {
        if (await OpenAsync(help.Household.Id, ct) is not null)
            return new("这户正在办理风险消除，不能重复发起。");
        if (kind is not (RemovalCase.Helped or RemovalCase.Natural))
            return new("请选择帮扶消除或自然消除。", "Start.Kind");
        if (Unmet(await ConditionsAsync(help, kind, null, ct)) is { } unmet)
            return unmet;
        var act = user.Acts("发起风险消除", grounds);
        var fresh = new RemovalCase
        {
            HouseholdId = help.Household.Id, Division = help.Household.Division, HouseholdNo = help.Household.HouseholdNo, HeadName = help.Household.HeadName ?? string.Empty, Kind = kind,
            Grounds = grounds, StartedOn = clock.Today, StartedBy = act.By,
        }.Opened();
        db.Add(fresh);
        await EnterAsync(fresh, act.By, ct);
        db.Act = act;
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Makes the move or says why not. The caller has checked that the user may make it.</summary>
    public async Task<Refusal?> MoveAsync(RemovalCase item, RemovalTrigger trigger, RemovalPaper paper, CancellationToken ct)
    {
        if (RemovalProcess.Table.Find(item.Step, trigger) is not { } move)
            return new($"现在是“{RemovalProcess.Table.Steps[item.Step].Title}”，不能办“{trigger}”。请刷新页面。");
        if (!user.May(move.Permission))
            return new("您没有办理这一步的权限。");
        if (paper.Version != item.Version)
            return new("别人刚办理过这一步。请刷新页面，看最新进展后再办。", Conflict);
        if (move.NeedsReason && string.IsNullOrWhiteSpace(paper.Words))
            return new("请写明原因。", "Paper.Words");
        var values = await inForce.LoadAsync(ct);
        if (Fault(item, trigger, paper, values) is { } fault)
            return fault;
        if (RemovalProcess.IsDecision(trigger) && await CheckAgainAsync(item, trigger, paper, ct) is { } unmet)
            return unmet;
        db.Act = user.Acts($"风险消除：{move.Title}", paper.Words);
        Write(item, trigger, paper, values);
        await HangAsync(item, trigger, ct);
        await LeaveAsync(item, trigger, paper, ct);
        item.Move(move.To);
        if (!RemovalProcess.Table.Steps[move.To].IsEnd)
            await EnterAsync(item, db.Act.By, ct);
        if (trigger == RemovalTrigger.标注)
            return await mark.RemoveAsync(item, paper.Contact!.Trim(), paper.ContactPhone!, values, db.Act, ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Field name that marks a refusal as "someone else was quicker".</summary>
    public const string Conflict = "Paper.Version";

    private Refusal? Fault(RemovalCase item, RemovalTrigger trigger, RemovalPaper paper, ParameterValues values)
    {
        switch (trigger)
        {
            case RemovalTrigger.核实通过:
                var least = values.Whole("入户最少人数", item.Division);
                return Day(item.StartedOn, paper) ?? (NameList.Of(paper.Visitors).Count < least ? new($"入户核实至少 {least} 人，请写全姓名，用顿号分开。", "Paper.Visitors")
                    : string.IsNullOrWhiteSpace(paper.Words) ? new("请写明核实情况：收入、刚性支出、三保障及饮水、风险是否消失。", "Paper.Words")
                    : paper.PerCapita is null or < 0 or > 10_000_000 ? new("请填写入户核算的人均纯收入（元／年）。", "Paper.PerCapita") : null);
            case RemovalTrigger.评议通过:
                return Day(item.VisitedOn ?? item.StartedOn, paper) ?? (paper.Present is not > 0 ? new("请填写到会人数。", "Paper.Present")
                    : paper.InFavour is null || paper.InFavour > paper.Present ? new("同意人数应填写，且不多于到会人数。", "Paper.InFavour")
                    : paper.InFavour * 2 <= paper.Present ? new("同意人数没有过半，只能选“评议不通过”。", "Paper.InFavour") : null);
            case RemovalTrigger.公示期满 when item.NoticeUntil is { } until && clock.Today <= until:
                return new($"公示到 {until:yyyy-MM-dd} 止，期满次日起才能上报。");
            case RemovalTrigger.标注:
                return string.IsNullOrWhiteSpace(paper.Contact) ? new("请填写监测联系人。", "Paper.Contact")
                    : !Screening.Identifiers.PhoneNo.TryParse(paper.ContactPhone, null, out _) ? new("请填写监测联系人的手机或固定电话。", "Paper.ContactPhone") : null;
            default:
                return null;
        }
    }

    private Refusal? Day(DateOnly from, RemovalPaper paper) =>
        paper.On is not { } on ? new("请填写日期。", "Paper.On") : on > clock.Today || on < from ? new($"日期应在 {from:yyyy-MM-dd} 和今天之间。", "Paper.On") : null;

    private async Task<Refusal?> CheckAgainAsync(RemovalCase item, RemovalTrigger trigger, RemovalPaper paper, CancellationToken ct)
    {
        var help = await HelpFacts.LoadAsync(db, item.HouseholdId, ct) ?? throw new InvalidOperationException("The household of the case is gone.");
        var conditions = await ConditionsAsync(help, item.Kind, trigger == RemovalTrigger.核实通过 ? (long?)(paper.PerCapita * 100) : item.PerCapita, ct);
        if (trigger == RemovalTrigger.县级同意)
            item.Evidence = JsonSerializer.Serialize(conditions, ChangeJson.Options);
        return Unmet(conditions);
    }

    private static Refusal? Unmet(IReadOnlyList<RemovalCondition> conditions) => conditions.Where(c => !c.Holds).ToList() is { Count: > 0 } open
        ? new($"还不能消除，有 {open.Count} 项条件不满足：{string.Join("；", open.Select(c => $"{c.Title}（{c.Evidence}）"))}。") : null;

    private void Write(RemovalCase item, RemovalTrigger trigger, RemovalPaper paper, ParameterValues values)
    {
        var words = paper.Words?.Trim();
        switch (trigger)
        {
            case RemovalTrigger.核实通过:
                (item.VisitedOn, item.Visitors, item.VisitWords, item.PerCapita) = (paper.On, string.Join('、', NameList.Of(paper.Visitors)), words, (long)(paper.PerCapita!.Value * 100));
                break;
            case RemovalTrigger.评议通过:
                (item.ReviewedOn, item.Present, item.InFavour, item.ReviewWords) = (paper.On, paper.Present, paper.InFavour, words);
                var days = values.Whole("公示天数", item.Division);
                (item.NoticeFrom, item.NoticeUntil) = (clock.Today, values.Whole("公示日历", item.Division) == 1 ? calendar.Add(clock.Today, days) : clock.Today.AddDays(days));
                break;
            case RemovalTrigger.乡镇同意:
                item.TownshipWords = words;
                break;
            case RemovalTrigger.县级同意:
                item.CountyWords = words;
                break;
        }
        if (RemovalProcess.Table.Find(item.Step, trigger)!.To == RemovalStep.已终止)
            item.EndReason = words;
    }

    /// <summary>The notice that hangs in the village follows the case; days of an objection are added to its end.</summary>
    private async Task HangAsync(RemovalCase item, RemovalTrigger trigger, CancellationToken ct)
    {
        if (trigger == RemovalTrigger.评议通过)
        {
            db.Add(new PublicNotice
            {
                Kind = RemovalProcess.Name, Subject = item.Id, Link = $"/removals/{item.HouseholdId}", Division = item.Division, Name = MaskedName.Of(item.HeadName),
                Category = PublicCategory.Of(RemovalProcess.Name), StartsOn = item.NoticeFrom!.Value, EndsOn = item.NoticeUntil!.Value,
            });
            return;
        }
        if (await db.Set<PublicNotice>().Where(n => n.Subject == item.Id && n.ClosedOn == null).OrderByDescending(n => n.Id).FirstOrDefaultAsync(ct) is not { } notice)
            return;
        switch (trigger)
        {
            case RemovalTrigger.提出异议: notice.Suspend(clock.Today); break;
            case RemovalTrigger.异议不成立: notice.Resume(clock.Today); break;
            case RemovalTrigger.异议成立: notice.TakeDown(clock.Today); break;
            case RemovalTrigger.公示期满: notice.Complete(clock.Today); break;
        }
        item.NoticeUntil = notice.EndsOn;
    }

    private async Task EnterAsync(RemovalCase item, string by, CancellationToken ct)
    {
        var rule = RemovalProcess.Table.Steps[item.Step];
        var due = item.Step == RemovalStep.公示中 ? item.NoticeUntil : clock.Today.AddDays((await inForce.LoadAsync(ct)).Whole(rule.DaysParameter!, item.Division));
        db.Add(new StepRecord { Process = RemovalProcess.Name, Subject = item.Id, Division = item.Division, Step = item.Step.ToString(), EnteredAt = clock.Now, EnteredBy = by }.DueOn(due));
        db.Add(new WorkItem
        {
            Kind = WorkKind, Title = $"{rule.Title}：{item.HeadName}（{item.HouseholdNo}）", Link = $"/removals/{item.HouseholdId}", Subject = item.Id, Division = item.Division,
            Role = rule.Role, CreatedBy = by, CreatedAt = clock.Now, Due = due ?? clock.Today,
        });
    }

    private async Task LeaveAsync(RemovalCase item, RemovalTrigger trigger, RemovalPaper paper, CancellationToken ct)
    {
        var by = user.Acts(string.Empty).By;
        var record = await db.Set<StepRecord>().SingleOrDefaultAsync(s => s.Subject == item.Id && s.LeftAt == null, ct)
            ?? throw new DbUpdateConcurrencyException("The case was ended by someone else after it was read.");
        record.Leave(clock.Now, clock.Today, by, trigger.ToString(), paper.Words?.Trim());
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == item.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(by, clock.Now, trigger.ToString());
    }
}
