using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Cases;

/// <summary>The next thing to do with a case: a page to fill in, or a move.</summary>
/// <param name="Post">The move can be made at once, without words.</param>
internal sealed record NextStep(string Title, string Href, CaseTrigger? Post = null);

/// <summary>What the page of a case shows beyond its rows: worksheet with suggestion, step bar, the one next thing to do.</summary>
internal sealed class CaseSheets(XianjieDb db, CurrentUser user, Clock clock, ParametersInForce parameters)
{
    private static readonly (CaseStep Step, string Title)[] Way =
    [
        (CaseStep.待受理, "受理"), (CaseStep.待入户, "入户核实"), (CaseStep.待评议, "民主评议"), (CaseStep.公示中, "村内公示"), (CaseStep.待乡镇审核, "乡镇审核"), (CaseStep.待县级审定, "县级审定"), (CaseStep.待录入, "录入建档"),
    ];

    public async Task<(Worksheet Sheet, CategorySuggestion? Suggestion)> WorksheetAsync(CaseFile file, CancellationToken ct)
    {
        var (home, division) = (file.Subject.HouseholdId, file.Subject.Division);
        var values = await parameters.LoadAsync(ct);
        var income = await db.Set<IncomeYear>().AsNoTracking().Where(i => i.HouseholdId == home).OrderByDescending(i => i.Year).FirstOrDefaultAsync(ct);
        var members = await db.Set<Person>().CountAsync(p => p.HouseholdId == home && p.State == PersonState.Present, ct);
        var visit = file.Visits.MaxBy(v => v.At);
        var sheet = Worksheet.Of(income, visit, members, values.Fen("监测范围", division), values.Basis("监测范围", division));
        var exited = await db.Set<Household>().Where(h => h.Id == home).Select(h => h.IsExitedPoverty == true || h.HouseholdType == "一般脱贫户" || h.HouseholdType == "脱贫不享受政策户" || h.HouseholdType == ObjectTypes.Unstable).FirstOrDefaultAsync(ct);
        return (sheet, visit is null ? null : CategorySuggestion.For(sheet.Circumstances(visit, exited)));
    }

    public Task<List<StepRecord>> HistoryAsync(Guid id, CancellationToken ct) =>
        db.Set<StepRecord>().AsNoTracking().Where(s => s.Subject == id && s.Process == CaseProcess.Name && s.Step != CaseFile.Whole).OrderBy(s => s.Id).ToListAsync(ct);

    public IReadOnlyList<Step> Bar(CaseFile file, IReadOnlyList<StepRecord> history, Deadlines terms)
    {
        var (at, astray) = Place(file);
        return [.. Way.Select((way, i) =>
        {
            var last = history.LastOrDefault(h => h.Step == way.Step.ToString());
            if (file.Subject.Step == CaseStep.已认定 || i < at)
                return new Step(way.Title, StepState.Done, last?.LeftBy, last?.LeftAt is { } left ? Clock.Day(left) : null);
            if (i > at)
                return new Step(way.Title, StepState.Waiting);
            var due = file.Stay.IsOpen && file.Stay.PausedOn is null ? file.Stay.Due : null;
            return new Step(way.Title, astray ? StepState.Returned : StepState.Now, file.Stay.IsOpen ? Holder(file.Subject.Step) : null, Clock.Day(file.Stay.EnteredAt),
                due is { } day ? terms.Left(clock.Today, day).Days : null, file.Stay.Due is { } end ? Math.Max(1, terms.Left(Clock.Day(file.Stay.EnteredAt), end).Days) : null, terms.Left(clock.Today, clock.Today).Unit);
        })];
    }

    /// <summary>Where on the main way the case stands; a side step shows at the place it left.</summary>
    private static (int At, bool Astray) Place(CaseFile file)
    {
        var step = file.Subject.Step switch
        {
            CaseStep.待补正 => CaseStep.待受理,
            CaseStep.异议复核 => CaseStep.公示中,
            CaseStep.无需认定 or CaseStep.申诉中 or CaseStep.已终止 => file.Acts.FindLast(a => Array.Exists(Way, w => w.Step == a.From))?.From ?? CaseStep.待受理,
            var own => own,
        };
        return (Array.FindIndex(Way, w => w.Step == step), step != file.Subject.Step);
    }

    public static string Holder(CaseStep step) => Roles.All[CaseProcess.Table.Steps[step].Role].Title;

    public IEnumerable<Move<CaseStep, CaseTrigger>> Moves(CaseFile file) => CaseProcess.Table.Open(file.Subject.Step, user.May);

    /// <summary>The moves whose papers are there; what is missing shows as the next step instead.</summary>
    public IEnumerable<Move<CaseStep, CaseTrigger>> Ready(CaseFile file, Deadlines terms) => Moves(file).Where(move =>
        CaseChecks.Refuse(file, move, new(Guid.Empty, file.Subject.Version, move.Trigger, "—", ObjectTypes.Sudden, ["其他"]), new(user.Id, string.Empty, user.May), clock.Today, terms) is null);

    public NextStep? Next(CaseFile file)
    {
        var root = $"/cases/{file.Subject.Id}";
        var moves = Moves(file).ToList();
        if (moves.Count == 0)
            return null;
        return file.Subject.Step switch
        {
            CaseStep.待入户 when file.VisitNow is null => new("填写入户核查表", root + "/visit"),
            CaseStep.待入户 when file.VisitNow is { HasRisk: true } && !file.Authorisations.Exists(a => a.HoldsOn(clock.Today)) => new("登记承诺授权书", root + "/authorisation"),
            CaseStep.公示中 when file.Notice is { } notice && !notice.IsServed(clock.Today) => new("打印公示", $"/notices/print?ids={notice.Id}"),
            CaseStep.待评议 when file.ReviewNow is null => new("登记民主评议", root + "/review"),
            CaseStep.待乡镇审核 when !file.ComparedElsewhere && (file.Queries.Count == 0 || file.Queries.Exists(q => q.AnsweredOn is null)) || file.Doubts.Exists(d => d.Conclusion is null) && file.Subject.Step == CaseStep.待乡镇审核
                => new("办理信息比对", root + "?tab=comparison"),
            _ => Of(moves.Find(m => m.Trigger == Likely(file)) ?? moves[0], root),
        };
    }

    private static CaseTrigger? Likely(CaseFile file) => file.Subject.Step switch
    {
        CaseStep.待入户 => file.VisitNow!.HasRisk ? CaseTrigger.发现风险 : CaseTrigger.无风险,
        CaseStep.待评议 => file.ReviewNow!.Passed ? CaseTrigger.评议通过 : CaseTrigger.评议不通过,
        CaseStep.公示中 => CaseTrigger.公示期满,
        _ => null,
    };

    /// <summary>The opinions of township and county carry words or a category; the rest is done at once.</summary>
    private static NextStep Of(Move<CaseStep, CaseTrigger> move, string root) =>
        new(move.Title, $"{root}/move?trigger={move.Trigger}", move.NeedsReason || move.Trigger is CaseTrigger.乡镇同意 or CaseTrigger.县级同意 ? null : move.Trigger);
}
