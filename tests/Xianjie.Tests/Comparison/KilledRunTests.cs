using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Comparison;

/// <summary>A real worker process, killed while it writes clues.</summary>
public sealed class KilledRunTests
{
    private const int Homes = 1500;

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_run_whose_process_is_killed_leaves_all_or_nothing_and_is_finished_by_the_next_worker(string database)
    {
        await using var whole = await Site.StartAsync(database);
        await PlantAsync(whole);
        await EnqueueAsync(whole);
        await whole.RunJobsAsync();
        var expected = await HitsAsync(whole);
        Assert.True(expected.Count >= Homes);

        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        var job = await EnqueueAsync(site);
        var caught = await KillWhileWritingAsync(site);
        var left = await HitsAsync(site);
        if (left.Count > 0)
            Assert.Equal(expected, left);
        await using (var db = site.Open())
        {
            Assert.Equal(left.Count > 0 ? 1 : 0, await db.Set<ScreeningRun>().CountAsync());
            Assert.Equal(left.Count > 0 ? JobState.Done : JobState.Running, (await db.Set<Job>().SingleAsync(j => j.Id == job)).State);
        }
        Assert.True(caught, "The process ended before it could be killed while it wrote.");

        var free = TimeProvider.System.GetUtcNow() + JobBoard.Lease + TimeSpan.FromMinutes(1);
        if (free > site.Clock.GetUtcNow())
            site.Clock.Move(free - site.Clock.GetUtcNow());
        await site.RunJobsAsync();
        Assert.Equal(expected, await HitsAsync(site));
        await using var after = site.Open();
        Assert.Equal(1, await after.Set<ScreeningRun>().CountAsync());
        Assert.Equal(JobState.Done, (await after.Set<Job>().SingleAsync(j => j.Id == job)).State);
        Assert.Equal(await after.Set<Clue>().CountAsync(), await after.Set<Clue>().CountAsync(c => after.Set<ClueHit>().Any(h => h.ClueId == c.Id)));
    }

    /// <summary>Starts a worker process and kills it once the transaction that writes the clues has begun. False if it was over by then.</summary>
    private static async Task<bool> KillWhileWritingAsync(Site site)
    {
        var database = site.Services.GetRequiredService<Database>();
        using var watch = database.OpenRaw();
        // SQLite: an empty log, so that its growth tells when the clues are written. PostgreSQL: the transaction that writes them is held up at their
        // evidence, so that it can't be over before it is seen.
        using var holding = database.OpenRaw();
        using var hold = database.IsPostgres ? holding.BeginTransaction() : null;
        using var prepare = holding.CreateCommand();
        prepare.Transaction = hold;
        prepare.CommandText = database.IsPostgres ? "LOCK TABLE clue_hit IN SHARE MODE" : "PRAGMA wal_checkpoint(TRUNCATE)";
        prepare.ExecuteNonQuery();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "xianjie.dll"), "worker", "--data", site.Folder, "--database", database.Connection]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var log = new FileInfo(Path.Combine(site.Folder, "xianjie.db-wal"));
        using var writing = watch.CreateCommand();
        writing.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'COPY \"clue_hit%'";
        var seen = false;
        for (var i = 0; i < 30_000 && !process.HasExited && !seen; i++, log.Refresh())
        {
            await Task.Delay(1);
            seen = database.IsPostgres ? (long)writing.ExecuteScalar()! > 0 : log.Exists && log.Length > 300_000;
        }
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return seen;
    }

    private static async Task<Guid> EnqueueAsync(Site site)
    {
        var board = site.Services.GetRequiredService<JobBoard>();
        var order = new ScreeningOrder(Site.County, new DateOnly(2026, 10, 31), false, "test");
        var job = board.Draft(ScreeningOrder.JobKind, order.Title, order, Site.County, "monitor", DateTimeOffset.UnixEpoch);
        await using var db = site.Open();
        db.Add(job);
        await db.SaveChangesAsync();
        return job.Id;
    }

    private static string Id(int number) => CitizenId.Create(990101, new DateOnly(1970, 1, 1).AddDays(number), 100 + (number % 800)).ToString();

    internal static async Task PlantAsync(Site site, int homes = Homes)
    {
        await using (var db = site.Open())
        {
            db.Act = new Xianjie.Platform.Changes.Act("test", "settle");
            var id = site.Services.GetRequiredService<RegistryFields>().Of("成员", "citizen_id");
            for (var i = 0; i < homes; i++)
            {
                var home = new Household { HouseholdNo = $"H{i:0000}", Division = Site.VillageA1, County = 990101, HeadName = $"户主{i}", HouseholdType = "普通农户", RiskState = "普通户", MemberCount = 1 };
                var person = new Person { HouseholdId = home.Id, Division = home.Division, County = 990101, Name = $"户主{i}", Relation = "户主", BirthDate = new DateOnly(1970, 1, 1).AddDays(i) };
                id.Set(person, Id(i));
                db.AddRange(home, person);
            }
            await db.SaveChangesAsync();
        }
        var officer = await site.SignInAsync("department");
        var bills = Enumerable.Range(0, homes).Select(i => County.Inpatient(Id(i), $"户主{i}", $"J{i}", "2026-10-10", 15000 + i));
        await County.DeliverAsync(site, officer, "medical_settlement", $"{County.MedicalHeader}\n{string.Join('\n', bills)}");
    }

    /// <summary>What came of a run, without the ids that differ from site to site.</summary>
    private static async Task<List<string>> HitsAsync(Site site)
    {
        await using var db = site.Open();
        var hits = from clue in db.Set<Clue>() join hit in db.Set<ClueHit>() on clue.Id equals hit.ClueId select new { clue.HouseholdNo, clue.Cause, clue.Risk, clue.Rules, clue.Hits, clue.State, hit.RuleId };
        return [.. (await hits.ToListAsync()).Select(h => $"{h.HouseholdNo} {h.Cause} {h.Risk} {h.Rules} {h.Hits} {h.State} {h.RuleId}").Order(StringComparer.Ordinal)];
    }
}
