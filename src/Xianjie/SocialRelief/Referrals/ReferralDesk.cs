using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Refusal = Xianjie.Registry.Households.Book.Refusal;

namespace Xianjie.SocialRelief.Referrals;

/// <summary>What is handed over.</summary>
internal sealed record ReferralForm(Guid FormKey, Guid Person, string Kind, string Reason, string Papers, IReadOnlyList<Guid> Attachments, string Origin, string? OriginLink);

/// <summary>What the department answers, or the sender mends.</summary>
internal sealed record ReferralAnswer(ReferralTrigger Trigger, int Version, string? Words, long? Amount);

/// <summary>Hands applications over, takes answers in, and writes what came of them to the household; the caller's transaction is saved here.</summary>
internal sealed class ReferralDesk(XianjieDb db, ParametersInForce parameters, WorkingDays calendar, CurrentUser user, Clock clock)
{
    public const string WorkKind = "救助申请转办", MendKind = "救助申请补正";

    /// <summary>Kinds of application, each with the department that decides it; a county may set others.</summary>
    public async Task<IReadOnlyList<(string Kind, string Department)>> KindsAsync(CancellationToken ct)
    {
        var values = await parameters.LoadAsync(ct);
        return [.. values.All("救助转办部门").Select(v => v.Dimension).OfType<string>().Distinct().Select(kind => (kind, values.Text("救助转办部门", user.Division, kind, clock.Today))).Where(k => k.Item2.Length > 0)];
    }

    /// <summary>What someone may see: a department officer the department's own, others those of their area.</summary>
    public IQueryable<Referral> Mine() => user.IsOfDepartment ? db.Set<Referral>().Where(r => r.Department == user.Department) : db.Set<Referral>();

    public async Task<Result<Referral, Refusal>> SendAsync(Household home, ReferralForm form, CancellationToken ct)
    {
        if (await db.Set<Referral>().FirstOrDefaultAsync(r => r.FormKey == form.FormKey, ct) is { } done)
            return done;
        if (await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == form.Person && p.HouseholdId == home.Id && p.State == PersonState.Present, ct) is not { } person)
            return new Refusal("请选择本户在册的申请人。", "Input.Person");
        if ((await KindsAsync(ct)).FirstOrDefault(k => k.Kind == form.Kind) is not { Department: { } department })
            return new Refusal("请选择申请的救助。", "Input.Kind");
        if (await db.Set<Referral>().AnyAsync(r => r.PersonId == person.Id && r.Kind == form.Kind && (r.State == ReferralState.待办理 || r.State == ReferralState.待补正), ct))
            return new Refusal($"{person.Name}的{form.Kind}申请正在办理，等有了结果再转办。", "Input.Kind");
        var act = user.Acts("转办救助申请");
        var referral = new Referral
        {
            FormKey = form.FormKey, HouseholdId = home.Id, PersonId = person.Id, Division = home.Division, HouseholdNo = home.HouseholdNo, ApplicantName = person.Name, Kind = form.Kind, Department = department, Reason = form.Reason.Trim(),
            Origin = form.Origin, OriginLink = form.OriginLink, Papers = form.Papers.Trim(), Attachments = string.Join(';', form.Attachments), SentOn = clock.Today, SentBy = act.By, SenderRole = user.Role.Office,
            Due = calendar.Add(clock.Today, (await parameters.LoadAsync(ct)).Whole("救助转办办理天数", home.Division, form.Kind)),
        };
        db.AddRange(referral, Work(referral));
        db.Act = act;
        await db.SaveChangesAsync(ct);
        return referral;
    }

    public async Task<Refusal?> AnswerAsync(Referral referral, ReferralAnswer answer, CancellationToken ct)
    {
        if (ReferralProcess.Table.Find(referral.State, answer.Trigger) is not { } move || !user.May(move.Permission))
            return new("这件转办现在不能这样办，请刷新后再看。", string.Empty);
        if (move.NeedsReason && string.IsNullOrWhiteSpace(answer.Words))
            return new(answer.Trigger == ReferralTrigger.补正后重报 ? "请写明补正了什么。" : $"请写明{move.Title}的原因。", "Input.Words");
        if (answer.Trigger == ReferralTrigger.批准 && answer.Amount is not > 0)
            return new("请填写批准的金额。", "Input.Amount");
        var act = user.Acts($"{referral.Kind}{move.Title}", answer.Words);
        db.Act = act;
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == referral.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(act.By, clock.Now, move.Title);
        var measure = answer.Trigger == ReferralTrigger.批准 ? await MeasureAsync(referral, answer.Amount!.Value, ct) : null;
        referral.Move(answer.Trigger, clock.Today, act.By, answer.Words?.Trim(), answer.Trigger == ReferralTrigger.批准 ? answer.Amount : null, measure?.Id);
        var values = await parameters.LoadAsync(ct);
        if (answer.Trigger == ReferralTrigger.退回补正)
            db.Add(New(referral, MendKind, $"补正{referral.Kind}申请：{referral.ApplicantName}", referral.SenderRole, null, calendar.Add(clock.Today, values.Whole("退回补正天数", referral.Division))));
        if (answer.Trigger == ReferralTrigger.补正后重报)
        {
            referral.Due = calendar.Add(clock.Today, values.Whole("救助转办办理天数", referral.Division, referral.Kind));
            db.Add(Work(referral));
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>A grant becomes a measure of a household that is monitored or has an open plan.</summary>
    private async Task<Measure?> MeasureAsync(Referral referral, long amount, CancellationToken ct)
    {
        var home = await db.Set<Household>().AsNoTracking().SingleAsync(h => h.Id == referral.HouseholdId, ct);
        if (home.RiskState != HelpGaps.Monitored && !await db.Set<HelpPlan>().AnyAsync(p => p.HouseholdId == home.Id && p.ClosedOn == null, ct))
            return null;
        var (group, name) = (await parameters.LoadAsync(ct)).Text("救助转办措施", home.Division, referral.Kind, clock.Today).Split('/') is [var g, var n] ? (g, n) : ("综合保障", "其他");
        var measure = new Measure
        {
            HouseholdId = home.Id, Division = home.Division, MeasureGroup = group, Name = name, StartDate = clock.Today, Amount = amount, Progress = MeasureProgress.已完成, PersonId = referral.PersonId,
            Risk = home.Risks?.Split(';').Contains("因病") == true ? "因病" : null, Effect = $"{referral.Department}批准{referral.Kind} {Monitoring.HouseholdWords.Yuan(amount)} 元",
        };
        db.Add(measure);
        return measure;
    }

    /// <summary>In the inbox of the one department.</summary>
    private WorkItem Work(Referral referral) => New(referral, WorkKind, $"办理{referral.Kind}申请：{referral.ApplicantName}（{referral.HouseholdNo}）", Roles.Department, referral.Department, referral.Due);

    private WorkItem New(Referral referral, string kind, string title, string role, string? department, DateOnly due) => new()
    {
        Kind = kind, Title = title, Link = $"/relief/referrals/{referral.Id}", Subject = referral.Id, Division = referral.Division, Role = role, Department = department, CreatedBy = user.Acts(string.Empty).By, CreatedAt = clock.Now, Due = due,
    };
}
