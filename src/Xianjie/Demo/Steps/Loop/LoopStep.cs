using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>The weeks before today: confirmed clues became cases at every step, monitored households were visited and helped, some are about to leave.</summary>
internal sealed class LoopStep(JobBoard board, TimeProvider time, WriteGate gate, Seal seal, Clock clock) : IDemoStep
{
    private const int MostCases = 40, MostHomes = 120;

    private static readonly CaseStep[] Stops =
        [CaseStep.待受理, CaseStep.待入户, CaseStep.待评议, CaseStep.公示中, CaseStep.待乡镇审核, CaseStep.待县级审定, CaseStep.已认定, CaseStep.无需认定];

    private static readonly RemovalStep[] Ways = [RemovalStep.待入户, RemovalStep.待评议, RemovalStep.公示中, RemovalStep.待乡镇审核, RemovalStep.待县级审定];

    public int Order => 300;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        if (time is not DemoTime movable)
            throw new InvalidOperationException("The demo is made with its own clock.");
        var (actors, today) = (new Actors(context.Services, movable, gate), clock.Today);
        await CasesAsync(context, actors, today, ct);
        await HelpAsync(context, actors, today, ct);
        await ChannelsAsync(context, actors, today, ct);
    }

    private async Task ChannelsAsync(DemoContext context, Actors actors, DateOnly today, CancellationToken ct)
    {
        await using var db = board.Open();
        var villages = await db.Set<Platform.Access.User>().Where(u => u.Role == Platform.Access.Roles.Collector).Select(u => u.Division).Distinct().OrderBy(d => d).ToListAsync(ct);
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && villages.Contains(h.Division))
            .Join(db.Set<Person>().Where(p => p.Relation == "户主" && p.State == PersonState.Present && p.CitizenIdSealed != null), h => h.Id, p => p.HouseholdId, (h, p) => new { h, p }).OrderByDescending(x => x.h.HouseholdNo).Take(20).ToListAsync(ct);
        var story = new ChannelStory(actors, seal, today);
        var told = await story.TellAsync([.. homes.Select(x => (x.h, x.p))], ct);
        context.Say($"申报和来件 {told} 件，月度排查已访 {await story.SurveyAsync(context.County, villages, ct)} 户");
    }

    private async Task CasesAsync(DemoContext context, Actors actors, DateOnly today, CancellationToken ct)
    {
        await using var db = board.Open();
        var villages = await db.Set<Platform.Access.User>().Where(u => u.Role == Platform.Access.Roles.Collector).Select(u => u.Division).ToListAsync(ct);
        var confirmed = await db.Set<Clue>().AsNoTracking().Where(c => c.State == ClueState.属实 && c.Kind == ClueKind.风险线索).OrderByDescending(c => c.Priority).ThenBy(c => c.Id).ToListAsync(ct);
        var clues = confirmed.DistinctBy(c => c.HouseholdId).OrderByDescending(c => villages.Contains(c.Division)).Take(MostCases).ToList();
        var open = 0;
        foreach (var (at, clue) in clues.Index())
        {
            if (await new CaseStory(actors, clue, at, today).UntilAsync(Stops[at % Stops.Length], ct) is { } refusal)
                context.Say($"案件 {clue.HouseholdNo} 停在途中：{refusal.Words}");
            open++;
        }
        context.Say($"认定案件 {open} 件");
    }

    private async Task HelpAsync(DemoContext context, Actors actors, DateOnly today, CancellationToken ct)
    {
        await using var db = board.Open();
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.RiskState == HelpGaps.Monitored).OrderBy(h => h.HouseholdNo).Take(MostHomes).ToListAsync(ct);
        foreach (var (at, home) in homes.Index())
            await new HelpStory(actors, home, at, today).CareAsync(ct);
        var leaving = 0;
        foreach (var (at, home) in homes.Index())
        {
            if (leaving < Ways.Length * 2 && await new HelpStory(actors, home, at, today).RemoveAsync(Ways[leaving % Ways.Length], ct))
                leaving++;
        }
        context.Say($"帮扶和走访 {homes.Count} 户，办理风险消除 {leaving} 户");
    }
}
