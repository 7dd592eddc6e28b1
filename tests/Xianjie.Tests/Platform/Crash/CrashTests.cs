using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Runs;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Crash;

/// <summary>
/// Real processes are killed (SIGKILL) at random instants. XIANJIE_KILLS sets how many servers die (the long run: 200), XIANJIE_KILL_SEED repeats one run.
/// </summary>
public sealed class CrashTests
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("XIANJIE_KILLS") ?? "4", CultureInfo.InvariantCulture);

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Whenever_processes_are_killed_nothing_confirmed_is_lost_and_nothing_is_half_done(string database)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("XIANJIE_KILL_SEED") ?? Environment.TickCount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        await using var county = await CrashCounty.PlantAsync(database, seed);
        for (var i = 1; i <= Kills; i++)
        {
            await county.RoundAsync();
            await CheckAsync(county, $"seed {seed}, kill {i}");
        }
        await county.SettleAsync();
        await CheckAsync(county, $"seed {seed}, settled");
        await SettledAsync(county);
    }

    private static async Task CheckAsync(CrashCounty county, string when)
    {
        await using var db = county.Site.Open();
        // decisions: what was confirmed stands, each once
        var closed = await db.Set<WorkItem>().Where(w => county.Work.Contains(w.Id) && w.State == WorkState.Done).Select(w => w.Id).ToListAsync();
        Assert.True(county.Confirmed.IsSubsetOf(closed), $"{when}: {county.Confirmed.Except(closed).Count()} confirmed decisions are lost");
        var recorded = await db.Set<Change>().Where(c => c.What == "办结待办").Select(c => c.ObjectId).ToListAsync();
        Assert.Equal(closed.Order(), recorded.Order());
        // imports: all or nothing, and all where the command said so
        foreach (var (prefix, _, confirmed) in county.Imports)
        {
            var rows = await db.Set<Household>().CountAsync(h => h.HouseholdNo.StartsWith(prefix));
            Assert.True(rows == CrashCounty.Rows || (rows == 0 && !confirmed), $"{when}: {rows} rows of {prefix}, confirmed {confirmed}");
        }
        // screening: a run for each job that is done, none for the others, no hit twice
        var done = await db.Set<Job>().CountAsync(j => county.Screenings.Contains(j.Id) && j.State == JobState.Done);
        Assert.Equal(done, await db.Set<ScreeningRun>().CountAsync());
        Assert.False(await db.Set<Clue>().GroupBy(c => c.Key).AnyAsync(g => g.Count() > 1), $"{when}: doubled clues");
        // long files into a ledger: a job that is done has brought every row once, with its record; any other none
        var loaded = await db.Set<Job>().CountAsync(j => county.Loads.Contains(j.Id) && j.State == JobState.Done) * CrashCounty.LedgerRows;
        Assert.Equal((loaded, loaded), (await db.Set<LedgerRow>().CountAsync(), await db.Set<Change>().CountAsync(c => c.Object == nameof(LedgerRow))));
        // files: every row has its bytes
        var store = county.Site.Services.GetRequiredService<FileStore>();
        Assert.All(await db.Set<StoredFile>().Select(f => f.Id).ToListAsync(), f => Assert.True(store.Exists(f), when));
        await AuditAsync(county, db, when);
        foreach (var set in BackupSet.In(county.Backups))
            Assert.Equal(set.Parts.Count, county.Site.Services.GetRequiredService<SetReader>().Check(set, set.Parts).Parts);
    }

    private static async Task AuditAsync(CrashCounty county, XianjieDb db, string when)
    {
        await county.Site.Services.GetRequiredService<AuditChain>().TurnAsync(default);
        var verdict = await county.Site.Services.GetRequiredService<AuditCheck>().RunAsync(db, null, default);
        Assert.True(verdict.IsWhole, $"{when}: {verdict.Words}");
    }

    private static async Task SettledAsync(CrashCounty county)
    {
        await using var db = county.Site.Open();
        Assert.NotEqual(0, await db.Set<Clue>().CountAsync());
        Assert.Equal(county.Work.Count, await db.Set<WorkItem>().CountAsync(w => county.Work.Contains(w.Id) && w.State == WorkState.Done));
        Assert.All(county.Imports, i => Assert.True(i.Confirmed, i.Prefix));
        Assert.All(await db.Set<Job>().Where(j => county.Screenings.Contains(j.Id) || county.Loads.Contains(j.Id)).ToListAsync(), j => Assert.True(j.State == JobState.Done, $"{j.Title}: {j.State} {j.Outcome}"));
        var database = county.Site.Services.GetRequiredService<Database>();
        using var scratch = TestPlace.Empty(database.IsPostgres ? "postgres" : "sqlite");
        var (folder, target) = (scratch.Folder, new Database(scratch.Connection));
        if (target.IsPostgres)
            Migrator.Migrate(target);
        var (set, parts) = SetReader.Choose(county.Backups, null);
        county.Site.Services.GetRequiredService<SetReader>().Restore(set, parts, new Settings(folder, target.Connection, false), target);
        await using var restored = target.Open(Scope.All(), TimeProvider.System);
        Assert.True(await restored.Set<Household>().CountAsync() >= CrashCounty.Homes);
    }
}
