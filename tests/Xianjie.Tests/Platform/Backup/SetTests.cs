using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.BackupSets;

/// <summary>A base and increments, made while people work, restored to the last or to an earlier point, and found out where damaged.</summary>
public sealed class SetTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_set_restores_to_each_of_its_points_with_what_was_added_changed_and_deleted(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (maker, place) = (site.Services.GetRequiredService<SetMaker>(), Path.Combine(site.Folder, "elsewhere"));
        var first = await StoreAsync(site, "甲");
        var made = await maker.MakeAsync(place, false, null, default);
        Assert.Equal(0, made.Line.Number);

        await RenameAsync(site, "新禾县");
        var second = await StoreAsync(site, "乙");
        await AddAsync(site, 990101101299, "新村");
        site.Clock.Move(TimeSpan.FromMinutes(4));
        Assert.Equal(1, (await maker.MakeAsync(place, false, null, default)).Line.Files);

        // deleted, deleted and back again, and a file whose time ended; by another process, which knows the set only from the disk
        await DropAsync(site, 990101101299);
        await DropAsync(site, Site.VillageB2);
        await AddAsync(site, Site.VillageB2, "清溪新村");
        site.Services.GetRequiredService<FileStore>().Delete(first);
        site.Clock.Move(TimeSpan.FromMinutes(4));
        var other = ActivatorUtilities.CreateInstance<SetMaker>(site.Services);
        var last = await other.MakeAsync(place, false, null, default);
        Assert.Equal((2, made.Set.Folder), (last.Line.Number, last.Set.Folder));
        Assert.True(last.Line.Size < made.Line.Size / 2, $"{last.Line.Size} of {made.Line.Size}");

        await CheckAsync(site, database, place, null, "新禾县", [990101101299], "清溪新村", second, gone: first);
        await CheckAsync(site, database, place, site.Clock.GetUtcNow().AddMinutes(-4), "新禾县", [], "清溪村", second, gone: null);
        await CheckAsync(site, database, place, site.Clock.GetUtcNow().AddMinutes(-5), "青禾县", [990101101299], "清溪村", first, gone: second);
    }

    private static async Task CheckAsync(Site site, string database, string place, DateTimeOffset? until, string county, long[] missing, string village, Guid there, Guid? gone)
    {
        using var scratch = TestPlace.Empty(database);
        var (folder, target) = (scratch.Folder, new Database(scratch.Connection));
        if (target.IsPostgres)
            Migrator.Migrate(target);
        var settings = new Settings(folder, target.Connection, false);
        var (set, parts) = SetReader.Choose(place, until);
        site.Services.GetRequiredService<SetReader>().Restore(set, parts, settings, target);
        await using var db = target.Open(Scope.All(), TimeProvider.System);
        Assert.Equal(county, (await db.Set<Division>().SingleAsync(d => d.Code == Site.County)).Name);
        Assert.Equal(village, (await db.Set<Division>().SingleAsync(d => d.Code == Site.VillageB2)).Name);
        Assert.False(await db.Set<Division>().AnyAsync(d => missing.Contains(d.Code)));
        await using (var live = site.Open())
            Assert.Equal(await live.Set<User>().CountAsync(), await db.Set<User>().CountAsync());
        var store = new FileStore(settings.FileFolder, site.Services.GetRequiredService<Seal>(), TimeProvider.System);
        Assert.Equal((true, false), (store.Exists(there), gone is { } g && store.Exists(g)));
        var verdict = await new AuditCheck(new Anchors(settings, Path.Combine(folder, "anchors"))).RunAsync(db, null, default);
        Assert.True(verdict.IsWhole, verdict.Words);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Increments_taken_while_people_write_hold_one_state_each(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (maker, place) = (site.Services.GetRequiredService<SetMaker>(), Path.Combine(site.Folder, "elsewhere"));
        await using (var db = site.Open())
            await db.Set<Division>().Where(d => d.Code == Site.VillageA1 || d.Code == Site.VillageB1).ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, "同名村"));
        await maker.MakeAsync(place, false, null, default);
        using var stop = new CancellationTokenSource();
        // two names that every transaction keeps equal; the log is carried over and begun anew all the while
        var writing = Task.Run(async () =>
        {
            var gate = site.Services.GetRequiredService<WriteGate>();
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                using var turn = await gate.EnterAsync(default);
                await using var db = site.Open();
                await using var transaction = await db.Database.BeginTransactionAsync();
                foreach (var code in (long[])[Site.VillageA1, Site.VillageB1])
                    await db.Set<Division>().Where(d => d.Code == code).ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, $"第{i}村"));
                await transaction.CommitAsync();
                if (database == "sqlite" && i % 7 == 0)
                    await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)");
            }
        });
        for (var i = 0; i < 12; i++)
        {
            site.Clock.Move(TimeSpan.FromSeconds(1));
            await maker.MakeAsync(place, false, null, default);
        }
        await stop.CancelAsync();
        await writing;
        var (set, parts) = SetReader.Choose(place, null);
        Assert.Equal(13, parts.Count);
        foreach (var count in (int[])[3, 8, 13])
        {
            using var scratch = TestPlace.Empty(database);
            var (folder, target) = (scratch.Folder, new Database(scratch.Connection));
            if (target.IsPostgres)
                Migrator.Migrate(target);
            site.Services.GetRequiredService<SetReader>().Restore(set, [.. parts.Take(count)], new Settings(folder, target.Connection, false), target);
            await using var db = target.Open(Scope.All(), TimeProvider.System);
            var names = await db.Set<Division>().Where(d => d.Code == Site.VillageA1 || d.Code == Site.VillageB1).Select(d => d.Name).ToListAsync();
            Assert.Equal(names[0], names[1]);
            if (!target.IsPostgres)
                Assert.Equal("ok", (await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").ToListAsync()).Single());
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_damaged_missing_or_exchanged_part_is_named(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (maker, place) = (site.Services.GetRequiredService<SetMaker>(), Path.Combine(site.Folder, "elsewhere"));
        for (var i = 0; i < 3; i++)
        {
            await RenameAsync(site, $"第{i}县");
            await maker.MakeAsync(place, false, null, default);
        }
        var reader = site.Services.GetRequiredService<SetReader>();
        var (set, parts) = SetReader.Choose(place, null);
        Assert.Equal(3, reader.Check(set, parts).Parts);
        var bytes = await File.ReadAllBytesAsync(set.PathOf(1));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(set.PathOf(1), bytes);
        Assert.Contains("第 1 份（增量）已损坏", Assert.Throws<InvalidDataException>(() => reader.Check(set, parts)).Message, StringComparison.Ordinal);
        File.Delete(set.PathOf(1));
        Assert.Contains("第 1 份（增量）不见了", Assert.Throws<InvalidDataException>(() => reader.Check(set, parts)).Message, StringComparison.Ordinal);
        // left out of the list as well: the next part does not continue what is there now
        var list = Path.Combine(set.Folder, "parts.jsonl");
        var lines = await File.ReadAllLinesAsync(list);
        await File.WriteAllTextAsync(list, lines[0] + "\n" + lines[2].Replace("\"Number\":2", "\"Number\":1", StringComparison.Ordinal) + "\n");
        File.Move(set.PathOf(2), set.PathOf(1));
        var shortened = SetReader.Choose(place, null);
        Assert.Contains("接不上", Assert.Throws<InvalidDataException>(() => reader.Check(shortened.Set, shortened.Parts)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_sets_go_by_days_weeks_and_months_and_the_newest_always_stays()
    {
        await using var site = await Site.StartAsync("sqlite");
        var (maker, place) = (site.Services.GetRequiredService<SetMaker>(), Path.Combine(site.Folder, "elsewhere"));
        var plan = new BackupPlan(place, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5), 3, 2, 2);
        await maker.MakeAsync(place, false, null, default);
        site.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(1, (await maker.MakeAsync(place, false, null, default)).Line.Number);
        for (var i = 0; i < 40; i++)
        {
            site.Clock.Move(TimeSpan.FromDays(1));
            Assert.Equal(0, (await maker.MakeAsync(place, false, null, default)).Line.Number);
        }
        var today = Xianjie.Platform.Time.Clock.Day(site.Clock.GetUtcNow());
        var sets = BackupSet.In(place);
        var kept = sets.Except(Retention.Ended(sets, plan, today)).Select(s => Xianjie.Platform.Time.Clock.Day(s.Parts[0].At)).ToList();
        // 12-12 is a Saturday: three days, the week before's Sunday, the month before's last day
        Assert.Equal([new(2026, 11, 30), new(2026, 12, 6), new(2026, 12, 10), new(2026, 12, 11), new(2026, 12, 12)], kept);
        Assert.DoesNotContain(sets[^1], Retention.Ended(sets, plan with { Days = 1 }, today.AddDays(500)));
    }

    private static async Task<Guid> StoreAsync(Site site, string text)
    {
        var file = await site.Services.GetRequiredService<FileStore>().SaveAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "甲.txt", "text/plain", "me", Site.County, "export", 100, default);
        await using var db = site.Open();
        db.Add(file!);
        await db.SaveChangesAsync();
        return file!.Id;
    }

    private static async Task RenameAsync(Site site, string name)
    {
        await using var db = site.Open();
        await db.Set<Division>().Where(d => d.Code == Site.County).ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, name));
    }

    private static async Task AddAsync(Site site, long code, string name)
    {
        await using var db = site.Open();
        db.Act = new Xianjie.Platform.Changes.Act("test", "add");
        db.Add(new Division { Code = code, Name = name, Level = DivisionLevel.Village, Parent = Site.TownA });
        await db.SaveChangesAsync();
    }

    private static async Task DropAsync(Site site, long code)
    {
        await using var db = site.Open();
        await db.Set<Division>().Where(d => d.Code == code).ExecuteDeleteAsync();
    }
}
