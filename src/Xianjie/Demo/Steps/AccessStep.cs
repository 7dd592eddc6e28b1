using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Demo.Steps;

/// <summary>One township's clerk is away and has handed the office to the next one; a rule switch and a temporary grant wait for a second person.</summary>
internal sealed class AccessStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    public int Order => 400;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var (actors, today) = (new Actors(context.Services, (DemoTime)time, gate), clock.Today);
        await using var db = board.Open();
        var users = await db.Set<User>().AsNoTracking().ToDictionaryAsync(u => u.Login, ct);
        var (away, next, collector) = (users["luruyuan2"], users["luruyuan"], users["caijiyuan"]);
        Must(await actors.DoAsync(away, today, s => s.GetRequiredService<GrantDesk>().DelegateAsync(next.Id, away.Division, today, today.AddDays(12), "参加市里培训", ct), ct));
        Must((await actors.DoAsync(users["jianceyuan2"], today, s => s.GetRequiredService<SecondPersonDesk>()
            .AskAsync(s.GetRequiredService<SwitchAct>(), new("YB-3", context.County, false, "医保局调整报送口径，先停一个月"), "医保局调整报送口径，先停一个月", ct), ct)).Refusal);
        var neighbour = await db.Set<User>().AsNoTracking().Where(u => u.Role == Roles.Clerk && u.Division != next.Division).Select(u => u.Division).FirstAsync(ct);
        var village = await db.Set<Platform.Divisions.Division>().AsNoTracking().Where(d => d.Level == Platform.Divisions.DivisionLevel.Village && d.Code > neighbour && d.Code < neighbour + 1000).OrderBy(d => d.Code).Select(d => d.Code).FirstAsync(ct);
        Must((await actors.DoAsync(users["anquan2"], today, s => s.GetRequiredService<SecondPersonDesk>()
            .AskAsync(s.GetRequiredService<GrantAct>(), new(collector.Id, Roles.Collector, village, null, today, today.AddDays(59), null, "该村采集员休产假，由邻村代管"), "该村采集员休产假，由邻村代管", ct), ct)).Refusal);
        context.Say("委托代办 1 项，待复核 2 件");
    }

    private static void Must(string? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException(refusal);
    }
}
