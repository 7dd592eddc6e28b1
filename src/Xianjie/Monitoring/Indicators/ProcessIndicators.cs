using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Removal;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;

namespace Xianjie.Monitoring.Indicators;

/// <summary>Clues, cases and the clocks of their steps.</summary>
internal sealed class ProcessIndicators(XianjieDb db, ParametersInForce inForce, Platform.Access.CurrentUser user) : IIndicatorSource
{
    private static readonly Dictionary<string, CaseStep> Steps = new()
    {
        ["step-accept"] = CaseStep.待受理, ["step-visit"] = CaseStep.待入户, ["step-review"] = CaseStep.待评议, ["step-notice"] = CaseStep.公示中, ["step-township"] = CaseStep.待乡镇审核, ["step-county"] = CaseStep.待县级审定,
    };

    public async Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (Steps.TryGetValue(key, out var step))
            return Timely(Left(CaseProcess.Name, month).Where(s => s.Step == step.ToString()), "/cases/");
        return key switch
        {
            "wait-review" => Cases(c => c.Step == CaseStep.待评议),
            "wait-notice" => Cases(c => c.Step == CaseStep.公示中 || c.Step == CaseStep.异议复核),
            "wait-report" => Cases(c => c.Step == CaseStep.待乡镇审核 || c.Step == CaseStep.待县级审定 || c.Step == CaseStep.待录入),
            "identified-in-time" => Identified(month),
            "clue-done" => Clues(Found(month).Where(c => c.ClosedOn != null && c.ClosedOn <= month.Last), Found(month)),
            "clue-in-time" => Clues(InTime(Checked(month), (await inForce.LoadAsync(ct)).Whole("认定总天数", user.Area)), Checked(month)),
            "clue-true" => Clues(Checked(month).Where(c => c.State == ClueState.属实), Checked(month)),
            "step-removal" => Removals(month),
            _ => null,
        };
    }

    private IndicatorSets Cases(System.Linq.Expressions.Expression<Func<IdentificationCase, bool>> which) => new(RowSet.Of(db.Set<IdentificationCase>().AsNoTracking().Where(which), Shown.Case), null);

    /// <summary>The clock of the whole case: its due day moved by the days for which it stood still.</summary>
    private IndicatorSets Identified(IndicatorMonth month)
    {
        var all = db.Set<IdentificationCase>().AsNoTracking().Where(c => c.Step == CaseStep.已认定 && c.ClosedOn >= month.First && c.ClosedOn <= month.Last);
        return new(RowSet.Of(all.Where(c => db.Set<StepRecord>().Any(s => s.Subject == c.Id && s.Step == CaseFile.Whole && s.Due >= c.ClosedOn)), Shown.Case), RowSet.Of(all, Shown.Case));
    }

    private IQueryable<Clue> Found(IndicatorMonth month) => db.Set<Clue>().AsNoTracking().Where(c => c.Kind == ClueKind.风险线索 && c.State != ClueState.已撤回 && c.FoundOn >= month.First && c.FoundOn <= month.Last);

    private IQueryable<Clue> Checked(IndicatorMonth month) => db.Set<Clue>().AsNoTracking()
        .Where(c => c.Kind == ClueKind.风险线索 && (c.State == ClueState.属实 || c.State == ClueState.不属实 || c.State == ClueState.已知) && c.ClosedOn >= month.First && c.ClosedOn <= month.Last);

    private static IQueryable<Clue> InTime(IQueryable<Clue> clues, int days) => clues.Where(c => c.ClosedOn <= c.FoundOn.AddDays(days));

    private static IndicatorSets Clues(IQueryable<Clue> top, IQueryable<Clue> bottom) => new(RowSet.Of(top, Shown.Clue), RowSet.Of(bottom, Shown.Clue));

    /// <summary>Stays with a term of their own that ended in the month.</summary>
    private IQueryable<StepRecord> Left(string process, IndicatorMonth month)
    {
        var (from, below) = (month.From, month.Below);
        return db.Set<StepRecord>().AsNoTracking().Where(s => s.Process == process && s.Step != CaseFile.Whole && s.LeftInTime != null && s.LeftAt >= from && s.LeftAt < below);
    }

    private IndicatorSets Timely(IQueryable<StepRecord> stays, string link)
    {
        System.Linq.Expressions.Expression<Func<StepRecord, IndicatorRow>> show = s => new IndicatorRow(s.Id, db.Set<IdentificationCase>().Where(c => c.Id == s.Subject).Select(c => c.HeadName).FirstOrDefault() ?? s.Step, link + s.Subject, s.Division,
            s.Step + "，期限 " + s.Due + (s.LeftInTime == true ? "，按期" : "，超期"), 1);
        return new(RowSet.Of(stays.Where(s => s.LeftInTime == true), show), RowSet.Of(stays, show));
    }

    private IndicatorSets Removals(IndicatorMonth month)
    {
        var stays = Left(RemovalProcess.Name, month);
        System.Linq.Expressions.Expression<Func<StepRecord, IndicatorRow>> show = s => new IndicatorRow(s.Id, db.Set<RemovalCase>().Where(c => c.Id == s.Subject).Select(c => c.HeadName).FirstOrDefault() ?? s.Step,
            "/removals/" + db.Set<RemovalCase>().Where(c => c.Id == s.Subject).Select(c => c.HouseholdId).FirstOrDefault(), s.Division, s.Step + "，期限 " + s.Due + (s.LeftInTime == true ? "，按期" : "，超期"), 1);
        return new(RowSet.Of(stays.Where(s => s.LeftInTime == true), show), RowSet.Of(stays, show));
    }
}
