using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Backup.Drills;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.BackupSets;

/// <summary>Backups run by themselves, are tried out every night, and tell when they do not.</summary>
public sealed class DrillTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Backup_and_drill_by_button_show_on_the_page_and_leave_no_scratch(string database)
    {
        await using var site = await Site.StartAsync(database);
        var admin = await site.SignInAsync("system-admin");
        await admin.PostToAsync("/backups", "/backups?handler=Backup", []);
        await site.RunJobsAsync();
        await admin.PostToAsync("/backups", "/backups?handler=Drill", []);
        await site.RunJobsAsync();
        var page = await admin.PageAsync("/backups");
        Assert.Contains("通过", page.Body!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        var drill = await db.Set<BackupDrill>().SingleAsync();
        Assert.True(drill.Good, drill.Words);
        Assert.All(await db.Set<Job>().ToListAsync(), j => Assert.Equal(JobState.Done, j.State));
        Assert.Empty(Directory.GetDirectories(site.Services.GetRequiredService<Settings>().WorkFolder, "drill-*"));
        Assert.Empty(await DatabasesAsync(site, database));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await (await site.SignInAsync("monitor")).GetAsync("/backups")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_drill_that_fails_and_a_late_backup_come_to_the_inbox_once_and_end_by_themselves(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (keeper, watch, plan) = (site.Services.GetRequiredService<BackupKeeper>(), site.Services.GetServices<IDueWork>().OfType<BackupWatch>().Single(), site.Services.GetRequiredService<BackupPlan>());
        Assert.True(await keeper.OnceAsync(default));
        Assert.False(await keeper.OnceAsync(default));
        Assert.Equal(0, await watch.EnqueueDueAsync(default));
        site.Clock.Move(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await watch.EnqueueDueAsync(default));
        Assert.Equal(0, await watch.EnqueueDueAsync(default));
        var admin = await site.SignInAsync("system-admin");
        Assert.Contains("已超过 5 分钟", (await admin.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已超过 5 分钟", (await admin.PageAsync("/backups")).Body!.TextContent, StringComparison.Ordinal);
        Assert.True(await keeper.OnceAsync(default));
        await watch.EnqueueDueAsync(default);
        await using (var db = site.Open())
            Assert.Equal(WorkState.Done, (await db.Set<WorkItem>().SingleAsync(w => w.Kind == BackupWatch.Kind)).State);

        var set = BackupSet.In(plan.Folder!)[0];
        await File.WriteAllBytesAsync(set.PathOf(1), [1, 2, 3]);
        site.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(1, await site.Services.GetServices<IDueWork>().OfType<DrillNight>().Single().EnqueueDueAsync(default));
        await site.RunJobsAsync();
        await using var after = site.Open();
        Assert.Contains("第 1 份（增量）已损坏", (await after.Set<BackupDrill>().SingleAsync()).Words, StringComparison.Ordinal);
        Assert.Equal(1, await watch.EnqueueDueAsync(default));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_a_killed_drill_left_is_removed_by_the_next(string database)
    {
        await using var site = await Site.StartAsync(database);
        var settings = site.Services.GetRequiredService<Settings>();
        var left = new Scratch(settings);
        Scratch.Sweep(settings);
        Assert.True(Directory.Exists(left.Settings.DataFolder));
        // as a kill does: the hold on the place ends, the place stays
        left.Abandon();
        Scratch.Sweep(settings);
        Assert.False(Directory.Exists(left.Settings.DataFolder));
        Assert.Empty(await DatabasesAsync(site, database));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Only_one_process_makes_a_backup_at_a_time_and_a_dead_one_loses_its_turn(string database)
    {
        await using var site = await Site.StartAsync(database);
        var mine = site.Services.GetRequiredService<BackupTurns>();
        var other = ActivatorUtilities.CreateInstance<BackupTurns>(site.Services);
        var plan = site.Services.GetRequiredService<BackupPlan>();
        var maker = site.Services.GetRequiredService<SetMaker>();
        Assert.True(await mine.RunAsync(async stop =>
        {
            Assert.False(await other.RunAsync(_ => throw new InvalidOperationException("twice"), stop));
            site.Clock.Move(TimeSpan.FromMinutes(2));
            // the row is leased for a minute; a file is held as long as its process lives
            Assert.Equal(database == "postgres", await other.RunAsync(s => maker.MakeAsync(plan.Folder!, false, null, s), stop));
            return await maker.MakeAsync(plan.Folder!, false, null, stop);
        }, default));
    }

    private static async Task<List<string>> DatabasesAsync(Site site, string database)
    {
        if (database == "sqlite")
            return [];
        var mark = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(site.Folder))))[..8];
        await using var db = site.Open();
        return await db.Database.SqlQueryRaw<string>("SELECT datname::text AS \"Value\" FROM pg_database WHERE datname LIKE {0}", $"xianjie_drill_{mark}%").ToListAsync();
    }
}
