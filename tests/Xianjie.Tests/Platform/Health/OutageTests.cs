using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Health;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Verbs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Healthy;

/// <summary>Disk full, database gone, clock moved, two servers: what the user reads and what stays whole. OWASP ASVS 4 V7.4.1, V7.4.2.</summary>
public sealed class OutageTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Fact]
    public async Task A_full_disk_under_the_database_answers_503_in_words_and_saves_nothing()
    {
        await using var site = await Site.StartAsync("sqlite");
        var admin = await site.SignInAsync("system-admin");
        await FillAsync(site);
        HttpResponseMessage answer;
        var done = 0;
        do
        {
            answer = await admin.PostToAsync("/backups", "/backups?handler=Drill", []);
            done += answer.StatusCode == HttpStatusCode.SeeOther ? 1 : 0;
        }
        while (answer.StatusCode == HttpStatusCode.SeeOther && done < 50);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("磁盘已满", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Services.GetRequiredService<Database>().CloseIdle();
        await using var after = site.Open();
        Assert.Equal(done, await after.Set<Job>().CountAsync(j => j.Kind == "drill"));
        Assert.Equal("ok", (await after.Database.SqlQueryRaw<string>("SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").ToListAsync()).Single());
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.PostToAsync("/backups", "/backups?handler=Drill", [])).StatusCode);
    }

    /// <summary>From here on no connection of the pool can grow the database, and what room it had is used up.</summary>
    private static async Task FillAsync(Site site)
    {
        site.Services.GetRequiredService<Database>().CloseIdle();
        var open = Enumerable.Range(0, 4).Select(_ => site.Open()).ToList();
        foreach (var db in open)
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
        }
        var board = site.Services.GetRequiredService<JobBoard>();
        foreach (var size in (int[])[100_000, 3_000, 300])
        {
            var full = await Assert.ThrowsAsync<DbUpdateException>(async () =>
            {
                for (; ; open[0].ChangeTracker.Clear())
                {
                    open[0].Add(board.Draft("fill", "填", new string('x', size), 0, "test"));
                    await open[0].SaveChangesAsync();
                }
            });
            Assert.True(Database.IsFull(full.InnerException!));
            open[0].ChangeTracker.Clear();
        }
        foreach (var db in open)
            await db.DisposeAsync();
    }

    private sealed class FullDisk() : MemoryStream(new byte[100_000])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("No space left on device", 28);
    }

    [Fact]
    public async Task A_file_that_the_disk_does_not_take_leaves_nothing_behind()
    {
        await using var site = await Site.StartAsync("sqlite");
        var store = site.Services.GetRequiredService<FileStore>();
        using var content = new FullDisk();
        var full = await Assert.ThrowsAsync<IOException>(() => store.SaveAsync(content, "甲.txt", "text/plain", "me", Site.County, "upload", 1 << 20, default));
        Assert.Contains("磁盘已满", Outage.Words(full), StringComparison.Ordinal);
        var folder = site.Services.GetRequiredService<Xianjie.Platform.Settings>().FileFolder;
        Assert.True(!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task A_locked_database_is_said_in_words_and_all_goes_on_when_it_is_free()
    {
        await using var site = await Site.StartAsync("sqlite");
        var path = site.Services.GetRequiredService<Database>().Connection;
        var admin = await site.SignInAsync("system-admin");
        await using var other = new SqliteConnection($"Data Source={path};Pooling=false;Default Timeout=1");
        await other.OpenAsync();
        await using (var lockIt = other.CreateCommand())
        {
            lockIt.CommandText = "BEGIN IMMEDIATE";
            await lockIt.ExecuteNonQueryAsync();
        }
        var locked = Assert.Throws<SqliteException>(() =>
        {
            using var second = new SqliteConnection($"Data Source={path};Pooling=false;Default Timeout=1");
            second.Open();
            using var write = second.CreateCommand();
            write.CommandText = "BEGIN IMMEDIATE";
            write.CommandTimeout = 1;
            write.ExecuteNonQuery();
        });
        Assert.Contains("暂时连不上或正忙", Outage.Words(locked), StringComparison.Ordinal);
        await other.CloseAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.PostToAsync("/backups", "/backups?handler=Drill", [])).StatusCode);
    }

    [Fact]
    public async Task A_database_server_that_goes_away_is_said_in_words_and_all_goes_on_when_it_is_back()
    {
        if (!TestDatabases.HasPostgres)
            return;
        await using var site = await Site.StartAsync("postgres");
        var database = site.Services.GetRequiredService<Database>();
        var name = new NpgsqlConnectionStringBuilder(database.Connection).Database;
        var monitor = await site.SignInAsync("monitor");
        await Admin($"ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS false");
        await Admin($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        var answer = await monitor.GetAsync("/households");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        var words = await answer.Content.ReadAsStringAsync();
        Assert.Contains("数据库暂时连不上", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Visit().GetAsync("/readyz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().GetAsync("/healthz")).StatusCode);
        await Admin($"ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS true");
        database.CloseIdle();
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/households")).StatusCode);

        async Task Admin(string sql)
        {
            var builder = new NpgsqlConnectionStringBuilder(database.Connection) { Database = "postgres", Pooling = false };
            await using var connection = new NpgsqlConnection(builder.ToString());
            await connection.OpenAsync();
#pragma warning disable CA2100 // a name made by the test
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_clock_that_jumps_back_holds_up_neither_jobs_nor_backups_nor_the_order_of_the_audit(string database)
    {
        await using var site = await Site.StartAsync(database);
        var board = site.Services.GetRequiredService<JobBoard>();
        var keeper = site.Services.GetRequiredService<BackupKeeper>();
        Assert.True(await keeper.OnceAsync(default));
        await using (var db = site.Open())
        {
            db.Add(board.Draft("none", "等一个死掉的进程", "x", 0, "test"));
            await db.SaveChangesAsync();
        }
        Assert.NotNull(await board.LeaseAsync("dead", default));
        var fresh = board.Draft("none", "马上做", "x", 0, "test");
        site.Clock.Move(-TimeSpan.FromHours(1));
        await using (var db = site.Open())
        {
            db.Add(fresh);
            await db.SaveChangesAsync();
        }
        var taken = new[] { await board.LeaseAsync("alive", default), await board.LeaseAsync("alive", default) };
        Assert.Equal(2, taken.Count(t => t is not null));
        Assert.True(await keeper.OnceAsync(default));
        await site.SignInAsync("monitor");
        site.Clock.Move(TimeSpan.FromDays(1));
        await site.SignInAsync("leader");
        var chain = site.Services.GetRequiredService<Xianjie.Platform.Audit.AuditChain>();
        await chain.TurnAsync(default);
        await using var read = site.Open();
        var verdict = await site.Services.GetRequiredService<Xianjie.Platform.Audit.AuditCheck>().RunAsync(read, null, default);
        Assert.True(verdict.IsWhole, verdict.Words);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_second_web_server_on_one_SQLite_database_is_refused_in_words_and_on_PostgreSQL_is_welcome(string database)
    {
        await using var site = await Site.StartAsync(database);
        var connection = site.Services.GetRequiredService<Database>();
        using var first = ServeLock.Take(connection);
        using var second = ServeLock.Take(connection);
        Assert.NotNull(first);
        Assert.Equal(database == "postgres", second is not null);
        first.Dispose();
        using var third = ServeLock.Take(connection);
        Assert.NotNull(third);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_job_of_a_server_that_is_told_to_stop_is_taken_up_by_another_at_once(string database)
    {
        var begun = new TaskCompletionSource();
        var slow = new Slow(begun);
        await using var site = await Site.StartAsync(database, s => s.AddSingleton<IJobHandler>(slow));
        var board = site.Services.GetRequiredService<JobBoard>();
        var job = board.Draft("slow", "慢", "x", 0, "test");
        await using (var db = site.Open())
        {
            db.Add(job);
            await db.SaveChangesAsync();
        }
        using var stop = new CancellationTokenSource();
        var running = site.Services.GetRequiredService<Worker>().RunNextAsync(stop.Token);
        await begun.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(job.Id, (await board.LeaseAsync("other", default))?.Id);
    }

    private sealed class Slow(TaskCompletionSource begun) : IJobHandler
    {
        public string Kind => "slow";

        public Task RunAsync(JobRun run)
        {
            begun.TrySetResult();
            return Task.Delay(Timeout.Infinite, run.Cancelled);
        }
    }
}
