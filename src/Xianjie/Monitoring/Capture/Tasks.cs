using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Capture;

/// <summary>Clues that were sent to the village and wait for a visit.</summary>
internal sealed class ClueTasks(XianjieDb db) : IFieldWork
{
    public string Kind => "线索核实";
    public string Link => "/clues?state=核查中";

    public async Task<(int Total, IReadOnlyList<FieldTask> Tasks)> TasksAsync(int most, CancellationToken ct)
    {
        var rows = db.Set<Clue>().AsNoTracking().Where(c => c.State == ClueState.核查中);
        return (await rows.CountAsync(ct), [.. (await rows.OrderBy(c => c.Due).ThenBy(c => c.Id).Take(most).ToListAsync(ct))
            .Select(c => new FieldTask(Kind, c.HeadName, c.Title, c.Division, c.Due, $"/clues/{c.Id}"))]);
    }
}

/// <summary>Households that an open round of 排查 has not reached yet.</summary>
internal sealed class SurveyTasks(XianjieDb db, Coverage coverage, CurrentUser user) : IFieldWork
{
    public string Kind => "排查填表";
    public string Link => "/surveys";

    public async Task<(int Total, IReadOnlyList<FieldTask> Tasks)> TasksAsync(int most, CancellationToken ct)
    {
        var (total, tasks) = (0, new List<FieldTask>());
        foreach (var round in await Reach.Of<SurveyRound>(db, user).AsNoTracking().Where(r => r.ClosedOn == null).OrderBy(r => r.To).ThenBy(r => r.Id).ToListAsync(ct))
        {
            var waiting = coverage.Waiting(round, user.Area);
            total += await waiting.CountAsync(ct);
            tasks.AddRange((await waiting.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Take(most - tasks.Count).ToListAsync(ct))
                .Select(h => new FieldTask(Kind, h.HeadName ?? h.HouseholdNo, round.Title, h.Division, round.To, $"/surveys/{round.Id}/fill/{h.Id}")));
        }
        return (total, tasks);
    }
}

/// <summary>Households whose visit is overdue.</summary>
internal sealed class VisitTasks(HelpGaps gaps) : IFieldWork
{
    public string Kind => "帮扶走访";
    public string Link => "/visits";

    public async Task<(int Total, IReadOnlyList<FieldTask> Tasks)> TasksAsync(int most, CancellationToken ct)
    {
        var rows = await gaps.OfAsync(HelpGap.走访超期, ct);
        return (await rows.CountAsync(ct), [.. (await rows.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Take(most).ToListAsync(ct))
            .Select(h => new FieldTask(Kind, h.HeadName ?? h.HouseholdNo, $"走访超期 · {h.RiskState}", h.Division, null, $"/visits/new/{h.Id}"))]);
    }
}
