using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Registry.People;

namespace Xianjie.Comparison.Clues;

/// <summary>What a visit found, as the form hands it in.</summary>
internal sealed record VisitReport(Guid FormKey, int Version, DateOnly? VisitedOn, string? Visitors, ClueState? Result, string? Note);

internal enum VisitAnswer { Recorded, AlreadyRecorded, Stale }

/// <summary>Sends clues to villages and takes back what the visit found.</summary>
internal sealed class ClueDesk(XianjieDb db, RuleBook book, IEnumerable<IClueFollower> followers, WorkingDays calendar, CurrentUser user, Clock clock)
{
    public async Task<DateOnly> DueAsync(long division, CancellationToken ct) =>
        calendar.Add(clock.Today, (await ParametersAsync(ct)).Whole("入户天数", clock.Today, division, 2));

    private Task<CountyParameters> ParametersAsync(CancellationToken ct) => CountyParameters.LoadAsync(db, book, ct);

    /// <summary>Dispatches those of the clues that still wait; the caller saves.</summary>
    public async Task<int> DispatchAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var act = user.Acts("派发线索");
        var clues = await db.Set<Clue>().Where(c => ids.Contains(c.Id) && c.State == ClueState.待核查).ToListAsync(ct);
        var parameters = await ParametersAsync(ct);
        // What a village gave back stands as work of the township until it is sent out again
        foreach (var back in await db.Set<WorkItem>().Where(w => ids.Contains(w.Subject) && w.State == WorkState.Open).ToListAsync(ct))
            back.Finish(act.By, clock.Now, "已重新派发");
        foreach (var clue in clues)
        {
            var due = calendar.Add(clock.Today, parameters.Whole("入户天数", clock.Today, clue.Division, 2));
            clue.Dispatch(clock.Today, due);
            db.Add(Dispatching.Work(clue, act.By, clock.Now, due));
        }
        db.Act = act;
        return clues.Count;
    }

    /// <summary>What is wrong with a report, by field.</summary>
    public async Task<IReadOnlyList<(string Field, string Words)>> FaultsAsync(Clue clue, VisitReport report, CancellationToken ct)
    {
        var faults = new List<(string, string)>();
        if (report.VisitedOn is not { } day)
            faults.Add(("VisitedOn", "请填写核实日期。"));
        else if (day > clock.Today)
            faults.Add(("VisitedOn", "核实日期不能在今天之后。"));
        else if (day < clue.FoundOn.AddMonths(-1))
            faults.Add(("VisitedOn", $"核实日期早于发现线索前一个月（{clue.FoundOn:yyyy-MM-dd}），请核对。"));
        var least = (await ParametersAsync(ct)).Whole("入户最少人数", clock.Today, clue.Division, 2);
        if (NameList.Of(report.Visitors).Count < least)
            faults.Add(("Visitors", $"入户核实至少 {least} 人，请写全姓名，用顿号分开。"));
        if (report.Result is not (ClueState.属实 or ClueState.不属实 or ClueState.已知))
            faults.Add(("Result", "请选择核实结果。"));
        if (string.IsNullOrWhiteSpace(report.Note))
            faults.Add(("Note", "请写明核实到的情况。"));
        return faults;
    }

    /// <summary>Writes the visit down, closes the clue and its work. The same form twice is one visit.</summary>
    public async Task<VisitAnswer> RecordAsync(Clue clue, VisitReport report, CancellationToken ct)
    {
        if (await db.Set<Visit>().AnyAsync(v => v.FormKey == report.FormKey, ct))
            return VisitAnswer.AlreadyRecorded;
        if (clue.Version != report.Version || !clue.IsOpen)
            return VisitAnswer.Stale;
        var act = user.Acts("入户核实", report.Note);
        var (result, day) = (report.Result!.Value, report.VisitedOn!.Value);
        db.Add(new Visit
        {
            ClueId = clue.Id, HouseholdId = clue.HouseholdId, Division = clue.Division, VisitedOn = day, Visitors = string.Join('、', NameList.Of(report.Visitors)),
            Result = result, Note = report.Note!.Trim(), By = act.By, At = clock.Now, FormKey = report.FormKey,
        });
        clue.Close(result, clock.Today, report.Note.Trim());
        await FinishWorkAsync(clue.Id, act.By, result.ToString(), ct);
        foreach (var follower in followers)
            await follower.VisitedAsync(clue, result, report.Note.Trim(), act.By, ct);
        db.Act = act;
        await db.SaveChangesAsync(ct);
        return VisitAnswer.Recorded;
    }

    public async Task WithdrawAsync(Clue clue, string reason, CancellationToken ct)
    {
        db.Act = user.Acts("撤回线索", reason);
        clue.Close(ClueState.已撤回, clock.Today, reason);
        foreach (var work in await OpenWork(clue.Id).ToListAsync(ct))
            work.Withdraw(db.Act.By, clock.Now, reason);
        await db.SaveChangesAsync(ct);
    }

    private async Task FinishWorkAsync(Guid clue, string by, string outcome, CancellationToken ct)
    {
        foreach (var work in await OpenWork(clue).ToListAsync(ct))
            work.Finish(by, clock.Now, outcome);
    }

    private IQueryable<WorkItem> OpenWork(Guid clue) => db.Set<WorkItem>().Where(w => w.Subject == clue && w.State == WorkState.Open);
}
