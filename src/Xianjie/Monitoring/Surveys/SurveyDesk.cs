using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Surveys;

/// <summary>What the visitors hand in for one household.</summary>
internal sealed record SheetReport(Guid FormKey, int Version, DateOnly VisitedOn, SurveyContact Contact, string Visitors, SurveyAnswers Answers);

internal enum SheetAnswer { Recorded, AlreadyRecorded, Stale }

/// <summary>Opens and closes rounds, takes sheets in; what they find becomes clues at once.</summary>
internal sealed class SurveyDesk(XianjieDb db, SurveyForms forms, Coverage coverage, IClueIntake intake, IEnumerable<ISheetWatcher> watchers, Places places, Seal seal, CurrentUser user, Clock clock)
{
    public const string WorkKind = "排查";

    /// <summary>Opens the round and gives every village of it its work.</summary>
    public async Task<SurveyRound> OpenAsync(SurveyRound round, CancellationToken ct)
    {
        if (await db.Set<SurveyRound>().FirstOrDefaultAsync(r => r.FormKey == round.FormKey, ct) is { } done)
            return done;
        db.Act = user.Acts("发起排查", round.Basis);
        db.Add(round);
        foreach (var village in (await coverage.OfAsync(round, ct)).Where(v => v.Todo > 0))
            db.Add(new WorkItem
            {
                Kind = WorkKind, Title = $"{round.Title}：{places.Name(village.Village)} {village.Todo:N0} 户", Link = $"/surveys/{round.Id}/list?village={village.Village}&show={Coverage.Todo}",
                Subject = round.Id, Division = village.Village, Role = Roles.Collector, CreatedBy = round.By, CreatedAt = clock.Now, Due = round.To,
            });
        await db.SaveChangesAsync(ct);
        return round;
    }

    public async Task CloseAsync(SurveyRound round, CancellationToken ct)
    {
        db.Act = user.Acts("结束排查");
        round.Close(clock.Today);
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == round.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Withdraw(db.Act.By, clock.Now, "本轮排查已结束");
        await db.SaveChangesAsync(ct);
    }

    public SurveyAnswers AnswersOf(SurveySheet? sheet) =>
        new(sheet is null ? new Dictionary<string, List<string>>() : JsonSerializer.Deserialize<Dictionary<string, List<string>>>(seal.OpenBytes(sheet.AnswersSealed, Sealed.File))!);

    /// <summary>Writes the sheet (or its correction) down. Who was not met answers nothing.</summary>
    public async Task<SheetAnswer> RecordAsync(SurveyRound round, Household home, SheetReport report, CancellationToken ct)
    {
        var sheet = await db.Set<SurveySheet>().FirstOrDefaultAsync(s => s.RoundId == round.Id && s.HouseholdId == home.Id, ct);
        if (sheet?.FormKey == report.FormKey)
            return SheetAnswer.AlreadyRecorded;
        if ((sheet?.Version ?? -1) != report.Version)
            return SheetAnswer.Stale;
        var (answers, by) = (report.Answers, user.Acts(string.Empty).By);
        IReadOnlyList<SurveyOutcome> outcomes = report.Contact == SurveyContact.无法联系 ? [] : forms[round.Form]!.Outcomes(home.RiskState, answers);
        var risks = outcomes.SelectMany(o => o.Risks(answers)).Distinct().ToList();
        db.Act = user.Acts(sheet is null ? "登记排查" : "更正排查");
        if (sheet is null)
            db.Add(sheet = Fresh(round, home, report, by));
        else
            sheet.Version++;
        (sheet.FormKey, sheet.VisitedOn, sheet.Contact, sheet.Visitors, sheet.By, sheet.At) = (report.FormKey, report.VisitedOn, report.Contact, report.Visitors, by, clock.Now);
        sheet.AnswersSealed = seal.Close(JsonSerializer.SerializeToUtf8Bytes(answers.All, ChangeJson.Options), Sealed.File);
        (sheet.Findings, sheet.Risks) = (string.Join('；', outcomes.Select(o => o.Words).Distinct()), string.Join(';', risks));
        foreach (var risk in risks)
            await intake.TakeAsync(ReportOf(round, home, sheet, risk, outcomes, answers), ct);
        await db.SaveChangesAsync(ct);
        await FinishVillageAsync(round, home.Division, by, ct);
        foreach (var watcher in watchers)
            await watcher.RecordedAsync(round, sheet, ct);
        return SheetAnswer.Recorded;
    }

    private static ClueReport ReportOf(SurveyRound round, Household home, SurveySheet sheet, string risk, IReadOnlyList<SurveyOutcome> outcomes, SurveyAnswers answers)
    {
        var words = string.Join('；', outcomes.Where(o => o.Risks(answers).Contains(risk)).Select(o => o.Words).Concat(answers["note"]));
        return new ClueReport(home.Id, home.Division, risk, round.Kind, words, sheet.Id, sheet.By)
        {
            Channel = ClueChannel.基层排查, Number = round.Title.Length > 80 ? round.Title[..80] : round.Title, Link = $"/surveys/{round.Id}/fill/{home.Id}",
        };
    }

    private SurveySheet Fresh(SurveyRound round, Household home, SheetReport report, string by) => new()
    {
        RoundId = round.Id, HouseholdId = home.Id, HouseholdNo = home.HouseholdNo, HeadName = home.HeadName ?? string.Empty, Division = home.Division, FormKey = report.FormKey,
        VisitedOn = report.VisitedOn, Contact = report.Contact, Visitors = report.Visitors, AnswersSealed = [], Findings = string.Empty, Risks = string.Empty, By = by, At = clock.Now,
    };

    /// <summary>The village's work is done when nobody is left to visit.</summary>
    private async Task FinishVillageAsync(SurveyRound round, long village, string by, CancellationToken ct)
    {
        var open = await db.Set<WorkItem>().Where(w => w.Subject == round.Id && w.Division == village && w.State == WorkState.Open).ToListAsync(ct);
        if (open.Count == 0 || await coverage.Waiting(round, village).AnyAsync(ct))
            return;
        foreach (var work in open)
            work.Finish(by, clock.Now, "全部访完");
        await db.SaveChangesAsync(ct);
    }
}
