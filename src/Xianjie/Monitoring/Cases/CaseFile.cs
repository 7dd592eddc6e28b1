using Xianjie.Monitoring.Authorisations;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases;

/// <summary>A move as it is asked for: from which version of the case, by which form, with which words.</summary>
internal sealed record MoveRequest(Guid FormKey, int Version, CaseTrigger Trigger, string? Words = null, string? Category = null, IReadOnlyList<string>? Risks = null);

internal sealed record Mover(Guid Id, string By, Func<string, bool> May);

internal enum MoveOutcome { Made, Repeated, Stale, Refused }

/// <param name="Act">What was done, where it was done now.</param>
internal sealed record MoveAnswer(MoveOutcome Outcome, Refusal? Refusal = null, CaseAct? Act = null);

/// <summary>A case with its clocks and papers, and the moves that it can make. Knows no database: the desk loads and saves.</summary>
internal sealed class CaseFile(IdentificationCase subject, StepRecord stay, StepRecord total)
{
    /// <summary>Step name of the record that clocks the case as a whole.</summary>
    public const string Whole = "全程";

    public IdentificationCase Subject { get; } = subject;
    public StepRecord Stay { get; private set; } = stay;
    public StepRecord Total { get; } = total;
    public List<CaseVisit> Visits { get; init; } = [];
    public List<Authorisation> Authorisations { get; init; } = [];
    public List<AssetQuery> Queries { get; init; } = [];
    public List<Doubt> Doubts { get; init; } = [];
    public List<DemocraticReview> Reviews { get; init; } = [];
    public List<CaseAct> Acts { get; init; } = [];
    /// <summary>The latest notice.</summary>
    public PublicNotice? Notice { get; private set; }
    /// <summary>低保对象 were compared by civil affairs already and need not be again (W13).</summary>
    public bool ComparedElsewhere { get; init; }

    public CaseFile With(PublicNotice? notice)
    {
        Notice = notice;
        return this;
    }

    /// <summary>Clocks of a new case.</summary>
    public static CaseFile Open(IdentificationCase subject, string by, DateTimeOffset now, Deadlines terms)
    {
        var today = Clock.Day(now);
        var total = Record(subject, Whole, by, now).DueOn(terms.Total(subject.DiscoveredOn));
        var stay = Record(subject, CaseProcess.Table.Start.ToString(), by, now).DueOn(terms.Step(CaseProcess.Table.Steps[CaseProcess.Table.Start], today));
        subject.Enter(stay, CaseProcess.Table.Start, total.Due, today);
        return new CaseFile(subject, stay, total);
    }

    /// <summary>The visit of this stay; a household sent back must be visited again.</summary>
    public CaseVisit? VisitNow => Visits.Where(v => v.StepId == Stay.Id).MaxBy(v => v.At);

    public DemocraticReview? ReviewNow => Reviews.Find(r => r.StepId == Stay.Id);

    public MoveAnswer Make(MoveRequest wish, Mover who, DateTimeOffset now, Deadlines terms)
    {
        if (Acts.Exists(a => a.FormKey == wish.FormKey))
            return new(MoveOutcome.Repeated);
        if (Subject.Version != wish.Version)
            return new(MoveOutcome.Stale);
        if (CaseProcess.Table.Find(Subject.Step, wish.Trigger) is not { } move)
            return Refused($"本案现在是“{CaseProcess.Table.Steps[Subject.Step].Title}”，不能办理“{wish.Trigger}”。请返回案件页，按当前环节办理。");
        if (!Stay.IsOpen)
            return new(MoveOutcome.Stale); // someone else's move was saved between the reading of the case and of its clock
        if (!who.May(move.Permission))
            return Refused($"“{move.Title}”由{Holder(move)}办理，您的角色不能办理。");
        var today = Clock.Day(now);
        if (CaseChecks.Refuse(this, move, wish, who, today, terms) is { } refusal)
            return new(MoveOutcome.Refused, refusal);
        return new(MoveOutcome.Made, Act: Carry(move, wish, who, now, terms));
    }

    /// <summary>The clock of the step and of the whole stand still, for a reason that is kept.</summary>
    public Refusal? Pause(string? why, DateOnly today)
    {
        if (!Subject.IsOpen || Stay.PausedOn is not null)
            return new("计时没有在走，不需要暂停。");
        if (Subject.Step == CaseStep.公示中)
            return new("公示期间不能暂停计时；有异议时办理“有异议，暂停公示”。");
        if (string.IsNullOrWhiteSpace(why))
            return new("请写明暂停计时的原因，例如农户外出、道路中断。", "Words");
        Stay.Pause(today, why.Trim());
        if (Total.PausedOn is null)
            Total.Pause(today, why.Trim());
        Subject.Reclock(null, null);
        return null;
    }

    public Refusal? Resume(DateOnly today)
    {
        if (Stay.PausedOn is null)
            return new("计时没有暂停。");
        Stay.Resume(today);
        if (!IdentificationCase.StopsTotal(Subject.Step))
            Total.Resume(today);
        Subject.Reclock(Stay.Due, Total.PausedOn is null ? Total.Due : null);
        return null;
    }

    private CaseAct Carry(Move<CaseStep, CaseTrigger> move, MoveRequest wish, Mover who, DateTimeOffset now, Deadlines terms)
    {
        var today = Clock.Day(now);
        var words = string.IsNullOrWhiteSpace(wish.Words) ? null : wish.Words.Trim();
        Settle(move, wish, who, today, terms);
        var act = new CaseAct
        {
            CaseId = Subject.Id, Division = Subject.Division, StepId = Stay.Id, FormKey = wish.FormKey, From = move.From, Trigger = move.Trigger, To = move.To, Words = words,
            Category = Subject.Category, Risks = Subject.Risks, By = who.By, ById = who.Id, At = now,
        };
        Acts.Add(act);
        Stay.Leave(now, today, who.By, move.Trigger.ToString(), words);
        Reckon(move.To, who, now, today);
        var rule = CaseProcess.Table.Steps[move.To];
        Stay = Record(Subject, move.To.ToString(), who.By, now).DueOn(move.To == CaseStep.公示中 ? terms.AfterNotice(Notice!.EndsOn) : terms.Step(rule, today));
        if (rule.IsEnd)
            Stay.Leave(now, today, who.By, "结束", null);
        Subject.Enter(Stay, move.To, Total.Due, today);
        return act;
    }

    /// <summary>What a move does to category, refusal and notice.</summary>
    private void Settle(Move<CaseStep, CaseTrigger> move, MoveRequest wish, Mover who, DateOnly today, Deadlines terms)
    {
        if (move.To == CaseStep.无需认定)
            Subject.RefusedBy = who.Id;
        switch (move.Trigger)
        {
            case CaseTrigger.发现风险:
                (Subject.Category, Subject.Risks) = (VisitNow!.Category, VisitNow.Risks);
                break;
            case CaseTrigger.县级同意:
                (Subject.Category, Subject.Risks) = (wish.Category, string.Join(';', wish.Risks!));
                break;
            case CaseTrigger.评议通过:
                Notice = Post(today, terms);
                break;
            case CaseTrigger.提出异议:
                Notice!.Suspend(today);
                break;
            case CaseTrigger.异议不成立:
                Notice!.Resume(today);
                break;
            case CaseTrigger.异议成立:
                Notice!.TakeDown(today);
                break;
            case CaseTrigger.公示期满:
                Notice!.Complete(today);
                break;
        }
    }

    private PublicNotice Post(DateOnly today, Deadlines terms) => new()
    {
        Kind = "识别", Subject = Subject.Id, Link = $"/cases/{Subject.Id}", Division = Subject.Division, Name = MaskedName.Of(Subject.HeadName),
        Category = PublicCategory.Of(ObjectTypes.NameIn(PolicyPeriod.On(today), Subject.Category!)), StartsOn = today, EndsOn = terms.NoticeEnd(today),
    };

    private void Reckon(CaseStep to, Mover who, DateTimeOffset now, DateOnly today)
    {
        if (CaseProcess.Table.Steps[to].IsEnd)
            Total.Leave(now, today, who.By, to.ToString(), null);
        else if (IdentificationCase.StopsTotal(to) && Total.PausedOn is null)
            Total.Pause(today, CaseProcess.Table.Steps[to].Title);
        else if (!IdentificationCase.StopsTotal(to) && Total.PausedOn is not null)
            Total.Resume(today);
    }

    private static StepRecord Record(IdentificationCase subject, string step, string by, DateTimeOffset now) => new()
    {
        Process = CaseProcess.Name, Subject = subject.Id, Division = subject.Division, Step = step, EnteredAt = now, EnteredBy = by,
    };

    private static string Holder(Move<CaseStep, CaseTrigger> move) => Platform.Access.Roles.All[CaseProcess.Table.Steps[move.From].Role].Title;

    private static MoveAnswer Refused(string words) => new(MoveOutcome.Refused, new Refusal(words));
}
