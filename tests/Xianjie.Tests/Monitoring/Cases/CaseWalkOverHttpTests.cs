using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Process;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Cases;

/// <summary>The random walk again, now through the front door and against the database.</summary>
public sealed class CaseWalkOverHttpTests
{
    private static readonly string[] People = ["collector", "clerk", "monitor", "monitor-2", "leader"];

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_hundred_random_wishes_leave_rows_clocks_and_inbox_in_agreement(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var random = new Random(7);
        var (id, number, made) = (await bench.OpenAsync(await bench.HouseholdAsync("W-0")), 0, 0);
        for (var i = 0; i < 200; i++)
        {
            var before = await bench.CaseAsync(id);
            if (!before.IsOpen)
            {
                id = await bench.OpenAsync(await bench.HouseholdAsync($"W-{++number}"));
                continue;
            }
            if (before.Step == CaseStep.待入户 && random.Next(2) == 0)
                await bench.VisitAsync(id, risk: random.Next(4) > 0, visitors: $"干部甲{i}、队员乙{i}");
            else if (before.Step == CaseStep.待评议)
                await bench.PaperAsync("collector", id, "review", bench.ReviewFields());
            if (random.Next(3) == 0)
                await bench.AuthoriseAsync(id, $"SQ-{i}");
            var moves = CaseProcess.Table.Moves.Where(m => m.From == before.Step).ToList();
            var trigger = random.Next(3) == 0 ? Enum.GetValues<CaseTrigger>()[random.Next(Enum.GetValues<CaseTrigger>().Length)] : moves[random.Next(moves.Count)].Trigger;
            var version = (await bench.CaseAsync(id)).Version;
            var answer = await bench.TryMoveAsync(People[random.Next(People.Length)], id, trigger, "理由", random.Next(10) == 0 ? version - 1 : version);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict });
            var after = await bench.CaseAsync(id);
            Assert.Equal(answer.StatusCode == HttpStatusCode.SeeOther ? version + 1 : version, after.Version);
            made += answer.StatusCode == HttpStatusCode.SeeOther ? 1 : 0;
            await AgreeAsync(site, after);
        }
        Assert.True(made > 20, $"{made} moves");
    }

    private static async Task AgreeAsync(Site site, IdentificationCase subject)
    {
        await using var db = site.Open();
        var stays = await db.Set<StepRecord>().AsNoTracking().Where(s => s.Subject == subject.Id && s.Step != CaseFile.Whole).OrderBy(s => s.Id).ToListAsync();
        Assert.Equal(subject.IsOpen ? 1 : 0, stays.Count(s => s.IsOpen));
        Assert.Equal((subject.Step.ToString(), subject.OpenStep), (stays[^1].Step, stays[^1].Id));
        foreach (var (one, next) in stays.Zip(stays.Skip(1)))
            Assert.Equal(one.LeftAt, next.EnteredAt);
        Assert.Equal(stays.Count - 1, await db.Set<CaseAct>().CountAsync(a => a.CaseId == subject.Id));
        Assert.Equal(subject.IsOpen ? 1 : 0, await db.Set<WorkItem>().CountAsync(w => w.Subject == subject.Id && w.State == WorkState.Open));
    }
}
