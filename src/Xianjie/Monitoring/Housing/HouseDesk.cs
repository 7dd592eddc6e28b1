using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Housing;

/// <summary>What the inspectors hand in for one house.</summary>
internal sealed record HouseReport(Guid FormKey, DateOnly InspectedOn, string Inspectors, string Grade, IReadOnlyList<string> Seen, bool SelfBuilt, bool ForTrade, string? Note, string? Measure, string? Responsible);

internal enum HouseAnswer { Recorded, AlreadyRecorded, ByOthers }

/// <summary>
/// Writes findings down. A finding is a dated proof of 住房安全 (the history of the household's grade), sets the grade of the record, and
/// where something is wrong opens a hazard; C and D make a clue at once.
/// </summary>
internal sealed class HouseDesk(XianjieDb db, HouseholdBook book, IClueIntake intake, ParametersInForce inForce, CurrentUser user, Clock clock)
{
    public const string WorkKind = "住房隐患整改", AcceptKind = "住房隐患验收";
    private const string Risk = "因安全住房";

    public async Task<HouseAnswer> RecordAsync(HouseRound round, Household home, HouseReport report, CancellationToken ct)
    {
        if (await db.Set<HouseFinding>().FirstOrDefaultAsync(f => f.RoundId == round.Id && f.HouseholdId == home.Id, ct) is { } known)
            return known.FormKey == report.FormKey ? HouseAnswer.AlreadyRecorded : HouseAnswer.ByOthers;
        var act = user.Acts("住房巡查", report.Note);
        var before = await db.Set<Living>().Where(l => l.HouseholdId == home.Id).Select(l => l.HouseGrade).FirstOrDefaultAsync(ct);
        var finding = new HouseFinding
        {
            RoundId = round.Id, HouseholdId = home.Id, HouseholdNo = home.HouseholdNo, HeadName = home.HeadName ?? home.HouseholdNo, Division = home.Division, InspectedOn = report.InspectedOn, Inspectors = report.Inspectors,
            Grade = report.Grade, Before = string.IsNullOrEmpty(before) ? null : before, Seen = string.Join(';', report.Seen), SelfBuilt = report.SelfBuilt, ForTrade = report.ForTrade, Note = report.Note, FormKey = report.FormKey, By = act.By, At = clock.Now,
        };
        db.Add(finding);
        if (finding.HasHazard)
            await OpenHazardAsync(finding, report, ct);
        if (finding.Grade is "C级" or "D级")
            await intake.TakeAsync(new ClueReport(home.Id, home.Division, Risk, round.Kind, $"住房{finding.Grade}{(finding.Seen.Length > 0 ? "，" + finding.Seen.Replace(';', '、') : "")}", finding.Id, act.By)
            {
                Channel = ClueChannel.基层排查, Number = round.Title.Length > 80 ? round.Title[..80] : round.Title, Link = $"/housing/{round.Id}/check/{home.Id}",
            }, ct);
        await GradeAsync(home.Id, home.Division, report.Grade, report.InspectedOn, round.Kind, act, ct);
        return HouseAnswer.Recorded;
    }

    private async Task OpenHazardAsync(HouseFinding finding, HouseReport report, CancellationToken ct)
    {
        var days = (await inForce.LoadAsync(ct)).Whole("住房隐患整改天数", finding.Division, finding.IsUnsafe ? finding.Grade : "其他");
        var hazard = new HouseHazard
        {
            FindingId = finding.Id, HouseholdId = finding.HouseholdId, HouseholdNo = finding.HouseholdNo, HeadName = finding.HeadName, Division = finding.Division, Grade = finding.Grade, Seen = finding.Seen, SelfBuilt = finding.SelfBuilt,
            Measure = report.Measure!, Responsible = report.Responsible!, FoundOn = finding.InspectedOn, Due = finding.InspectedOn.AddDays(days),
        };
        db.Add(hazard);
        db.Add(Work(hazard, WorkKind, Roles.Collector, $"{hazard.HeadName}：{hazard.Measure}（住房{hazard.Grade}）", hazard.Due));
    }

    private WorkItem Work(HouseHazard hazard, string kind, string role, string title, DateOnly due) => new()
    {
        Kind = kind, Title = title, Link = $"/housing/hazards/{hazard.Id}", Subject = hazard.Id, Division = hazard.Division, Role = role, CreatedBy = user.Acts(string.Empty).By, CreatedAt = clock.Now, Due = due,
    };

    /// <summary>Mended, says the village: a second person looks at it.</summary>
    public async Task MendAsync(HouseHazard hazard, DateOnly on, string words, CancellationToken ct)
    {
        db.Act = user.Acts("住房隐患整改完成", words);
        hazard.Mend(on, words, db.Act.By);
        await FinishWorkAsync(hazard, WorkKind, "已报整改完成", ct);
        var days = (await inForce.LoadAsync(ct)).Whole("住房隐患验收天数", hazard.Division);
        db.Add(Work(hazard, AcceptKind, Roles.Clerk, $"{hazard.HeadName}：住房隐患整改待验收", clock.Today.AddDays(days)));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>销号, or back with a reason; words where this person may not.</summary>
    public async Task<string?> JudgeAsync(HouseHazard hazard, bool accepted, string words, string? gradeAfter, CancellationToken ct)
    {
        var act = user.Acts(accepted ? "住房隐患销号" : "住房隐患退回", words);
        if (act.By == hazard.MendedBy)
            return "报整改完成的人不能自己验收，请由另一人验收。";
        if (accepted && gradeAfter is not ("A级" or "B级"))
            return "验收后的住房等级应为 A 级或 B 级；仍是 C、D 级的请退回继续整改。";
        db.Act = act;
        await FinishWorkAsync(hazard, AcceptKind, accepted ? "已销号" : "退回整改", ct);
        if (!accepted)
        {
            hazard.Return(words, act.By);
            db.Add(Work(hazard, WorkKind, Roles.Collector, $"{hazard.HeadName}：验收退回，继续{hazard.Measure}", hazard.Due));
            await db.SaveChangesAsync(ct);
            return null;
        }
        hazard.Accept(clock.Today, words, gradeAfter!, act.By);
        await GradeAsync(hazard.HouseholdId, hazard.Division, gradeAfter!, clock.Today, "隐患销号验收", act, ct);
        return null;
    }

    private async Task FinishWorkAsync(HouseHazard hazard, string kind, string outcome, CancellationToken ct)
    {
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == hazard.Id && w.Kind == kind && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(db.Act!.By, clock.Now, outcome);
    }

    /// <summary>The proof and the record's grade go together; a finding older than a later proof does not set the grade back.</summary>
    private async Task GradeAsync(Guid household, long division, string grade, DateOnly on, string source, Act act, CancellationToken ct)
    {
        var isLatest = !await db.Set<Proof>().AnyAsync(p => p.HouseholdId == household && p.Kind == GuaranteeKind.住房安全 && p.ProvedOn > on, ct);
        db.Add(new Proof { HouseholdId = household, Division = division, Kind = GuaranteeKind.住房安全, ProvedOn = on, Passed = grade is "A级" or "B级", Value = grade, Source = source, By = act.By, At = clock.Now });
        var living = await db.Set<Living>().SingleOrDefaultAsync(l => l.HouseholdId == household, ct);
        if (isLatest && living?.HouseGrade != grade)
        {
            if (await book.OpenAsync(household, ct) is null)
                throw new InvalidOperationException("The household is gone.");
            if (living is null)
                db.Add(new Living { HouseholdId = household, Division = division, HouseGrade = grade });
            else
                (living.HouseGrade, living.Version) = (grade, living.Version + 1);
            await book.SaveAsync(act, ct);
        }
        db.Act = act;
        await db.SaveChangesAsync(ct);
        await new GuaranteeBook(db, await inForce.LoadAsync(ct), clock.Today).RefreshAsync(db.Set<Household>().Where(h => h.Id == household), ct);
    }
}
