using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Authorisations;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Cases;

/// <summary>What a new case is opened with.</summary>
internal sealed record CaseOpening(
    Guid FormKey, Guid Household, Guid? Clue, string? Channel, string? Applicant, string? Proxy, string? Problem, DateOnly? DiscoveredOn, string? Emergency);

/// <summary>
/// Opens cases and makes their moves: table, permission, papers, clock, inbox and record of changes in the caller's transaction. Two people
/// who decide at once: one wins, the other is told (version, the one open step, one act for each step).
/// </summary>
internal sealed class CaseDesk(XianjieDb db, HouseholdBook book, CurrentUser user, Clock clock, WorkingDays calendar, ParametersInForce parameters)
{
    private const string Monitored = "未消除风险监测户";

    public async Task<Deadlines> DeadlinesAsync(long division, CancellationToken ct) => new(await parameters.LoadAsync(ct), calendar, division);

    public async Task<Result<IdentificationCase, Refusal>> OpenAsync(CaseOpening form, CancellationToken ct)
    {
        if (await db.Set<IdentificationCase>().FirstOrDefaultAsync(c => c.FormKey == form.FormKey, ct) is { } done)
            return done;
        if (await db.Set<Household>().SingleOrDefaultAsync(h => h.Id == form.Household, ct) is not { } household)
            return new Refusal("请先选择农户。", "Household");
        if (Amiss(form, household) is { } amiss)
            return amiss;
        if (await db.Set<IdentificationCase>().AsNoTracking().FirstOrDefaultAsync(c => c.HouseholdId == household.Id && c.OpenKey != null, ct) is { } open)
            return new Refusal($"这户已有在办的认定案件（{CaseProcess.Table.Steps[open.Step].Title}），请在该案件中办理。", "Household");
        var (terms, by) = (await DeadlinesAsync(household.Division, ct), user.Acts("发起认定"));
        var subject = New(form, household, terms, by.By);
        var file = CaseFile.Open(subject, by.By, clock.Now, terms);
        db.Act = by with { Why = subject.Problem };
        db.AddRange(subject, file.Stay, file.Total, Work(file, terms));
        await db.SaveChangesAsync(ct);
        return subject;
    }

    private IdentificationCase New(CaseOpening form, Household household, Deadlines terms, string by) => new()
    {
        HouseholdId = household.Id, HouseholdNo = household.HouseholdNo, HeadName = household.HeadName ?? household.HouseholdNo, Division = household.Division, ClueId = form.Clue,
        Channel = form.Channel!, Applicant = form.Applicant!.Trim(), Proxy = string.IsNullOrWhiteSpace(form.Proxy) ? null : form.Proxy.Trim(), Problem = form.Problem!.Trim(),
        DiscoveredOn = form.DiscoveredOn!.Value, OpenedOn = clock.Today, Period = PolicyPeriod.On(clock.Today).Key, Emergency = string.IsNullOrEmpty(form.Emergency) ? null : form.Emergency,
        FormalitiesDue = string.IsNullOrEmpty(form.Emergency) ? null : terms.Formalities(clock.Today), FormKey = form.FormKey, OpenedBy = by,
    };

    private Refusal? Amiss(CaseOpening form, Household household) =>
        household.State != HouseholdState.Active ? new("这户已归档，不能发起认定。", "Household")
        : household.RiskState == Monitored ? new($"这户已是未消除风险的{PolicyPeriod.On(clock.Today).ObjectName}，不需要再认定。", "Household")
        : !IdentificationCase.Channels.Contains(form.Channel ?? string.Empty) ? new("请选择线索来源。", "Channel")
        : string.IsNullOrWhiteSpace(form.Applicant) ? new("请填写申请人或发现人。", "Applicant")
        : string.IsNullOrWhiteSpace(form.Problem) ? new("请写明难以解决的问题。", "Problem")
        : form.DiscoveredOn is not { } day ? new("请填写发现日期，总期限从这一天起算。", "DiscoveredOn")
        : day > clock.Today ? new("发现日期不能在今天之后。", "DiscoveredOn")
        : day < clock.Today.AddYears(-1) ? new("发现日期早于一年前，请核对。", "DiscoveredOn")
        : !string.IsNullOrEmpty(form.Emergency) && !IdentificationCase.Emergencies.Contains(form.Emergency) ? new("请选择突发事件类型。", "Emergency")
        : null;

    /// <summary>The case with its clocks and papers; null where there is none in the user's area.</summary>
    public async Task<CaseFile?> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<IdentificationCase>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } subject)
            return null;
        var stay = await db.Set<StepRecord>().SingleAsync(s => s.Id == subject.OpenStep, ct);
        var total = await db.Set<StepRecord>().SingleAsync(s => s.Subject == id && s.Process == CaseProcess.Name && s.Step == CaseFile.Whole, ct);
        var notice = await db.Set<PublicNotice>().Where(n => n.Subject == id).OrderByDescending(n => n.Id).FirstOrDefaultAsync(ct);
        return new CaseFile(subject, stay, total)
        {
            Visits = await db.Set<CaseVisit>().Where(v => v.CaseId == id).OrderBy(v => v.Id).ToListAsync(ct),
            Authorisations = await db.Set<Authorisation>().Where(a => a.CaseId == id || (a.CaseId == null && a.HouseholdId == subject.HouseholdId)).OrderBy(a => a.Id).ToListAsync(ct),
            Queries = await db.Set<AssetQuery>().Where(q => q.CaseId == id).OrderBy(q => q.Id).ToListAsync(ct),
            Doubts = await db.Set<Doubt>().Where(d => d.CaseId == id).OrderBy(d => d.Id).ToListAsync(ct),
            Reviews = await db.Set<DemocraticReview>().Where(r => r.CaseId == id).OrderBy(r => r.Id).ToListAsync(ct),
            Acts = await db.Set<CaseAct>().Where(a => a.CaseId == id).OrderBy(a => a.Id).ToListAsync(ct),
            ComparedElsewhere = await db.Set<Person>().AnyAsync(p => p.HouseholdId == subject.HouseholdId && p.State == PersonState.Present && (p.Dibao == "农村低保" || p.Dibao == "城市低保"), ct),
        }.With(notice);
    }

    /// <summary>Makes the move and saves it. A move that someone else was quicker with comes back as stale; nothing of it is kept.</summary>
    public async Task<MoveAnswer> MoveAsync(CaseFile file, MoveRequest wish, CancellationToken ct)
    {
        var (terms, acts) = (await DeadlinesAsync(file.Subject.Division, ct), user.Acts(wish.Trigger.ToString(), wish.Words));
        var (before, notice) = (file.Stay, file.Notice);
        var answer = file.Make(wish, new Mover(user.Id, acts.By, user.May), clock.Now, terms);
        if (answer.Outcome != MoveOutcome.Made)
            return answer;
        db.AddRange(answer.Act!, file.Stay);
        if (file.Notice != notice)
            db.Add(file.Notice!);
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == file.Subject.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(acts.By, clock.Now, CaseProcess.Table.Find(answer.Act!.From, wish.Trigger)!.Title);
        if (file.Stay.IsOpen)
            db.Add(Work(file, terms));
        try
        {
            return await SaveAsync(file, answer, acts, ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || Database.IsDuplicate(e))
        {
            return new(MoveOutcome.Stale);
        }
    }

    private async Task<MoveAnswer> SaveAsync(CaseFile file, MoveAnswer answer, Platform.Changes.Act acts, CancellationToken ct)
    {
        db.Act = acts;
        if (answer.Act!.To != CaseStep.已认定)
        {
            await db.SaveChangesAsync(ct);
            return answer;
        }
        if (await EnterAsync(file, ct) is { } refusal)
            return new(MoveOutcome.Refused, refusal);
        await book.SaveAsync(acts with { What = "认定录入" }, ct);
        return answer;
    }

    /// <summary>The decision becomes the household's type, state, risks and month; a household marked again loses its old removal.</summary>
    private async Task<Refusal?> EnterAsync(CaseFile file, CancellationToken ct)
    {
        if (await book.OpenAsync(file.Subject.HouseholdId, ct) is not { } family || family.Household.State != HouseholdState.Active)
            return new("这户已归档或不在本地区，不能录入。请核对户籍变动后退回县级。");
        var decided = Clock.Day(file.Acts.FindLast(a => a.Trigger == CaseTrigger.县级同意)!.At);
        var household = family.Household;
        household.HouseholdType = ObjectTypes.NameIn(PolicyPeriod.On(decided), file.Subject.Category!);
        (household.RiskState, household.Risks, household.IdentifiedMonth) = (Monitored, file.Subject.Risks, decided.Year * 100 + decided.Month);
        (household.EliminatedMonth, household.EliminationKind) = (null, null);
        return null;
    }

    /// <summary>The inbox item of the next holder.</summary>
    private WorkItem Work(CaseFile file, Deadlines terms)
    {
        var (subject, rule) = (file.Subject, CaseProcess.Table.Steps[file.Subject.Step]);
        return new WorkItem
        {
            Kind = CaseProcess.Name, Title = $"{rule.Title}：{subject.HeadName}（{subject.HouseholdNo}）{(subject.FastTrack ? "【绿色通道】" : "")}", Link = $"/cases/{subject.Id}", Subject = subject.Id,
            Division = subject.Division, Role = rule.Role, CreatedBy = user.Acts(string.Empty).By, CreatedAt = clock.Now, Due = file.Stay.Due ?? terms.AppealEnd(clock.Today),
        };
    }

    /// <summary>Stops the clock of the case with a reason, or lets it go on.</summary>
    public async Task<Refusal?> PauseAsync(CaseFile file, string? why, bool resume, CancellationToken ct)
    {
        var refusal = resume ? file.Resume(clock.Today) : file.Pause(why, clock.Today);
        if (refusal is not null)
            return refusal;
        db.Act = user.Acts(resume ? "恢复计时" : "暂停计时", why);
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == file.Subject.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Due = file.Stay.Due ?? work.Due;
        await db.SaveChangesAsync(ct);
        return null;
    }
}
