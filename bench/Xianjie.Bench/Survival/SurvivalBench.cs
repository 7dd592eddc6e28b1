using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Backup.Drills;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Verbs;
using Xianjie.Registry.Households;

namespace Xianjie.Bench.Survival;

/// <summary>Recovery point and recovery time of a county: base, increments with and without saves, and the drill that restores and checks them.</summary>
internal static class SurvivalBench
{
    private const int Saves = 1000;

    public static async Task RunAsync(string data, string? database)
    {
        await using var services = Common.Services(Settings.From(data, database));
        var (maker, board, place) = (services.GetRequiredService<SetMaker>(), services.GetRequiredService<JobBoard>(), Path.Combine(data, "bench-backups"));
        await Make("base (whole)", maker, place);
        await Make("increment, nothing saved", maker, place);
        await SaveAsync(board);
        await Make($"increment after {Saves} saves, log goes on", maker, place);
        await SaveAsync(board);
        // another process knows the set only from the disk, and the log may have begun anew
        await using (var other = Common.Services(Settings.From(data, database)))
            await Make($"increment after {Saves} saves, another process", other.GetRequiredService<SetMaker>(), place);
        await SaveAsync(board);
        await using (var db = board.Open())
        {
            if (!services.GetRequiredService<Database>().IsPostgres)
                await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        await SaveAsync(board);
        await Make($"increment after {2 * Saves} saves, log begun anew", maker, place);
        var clock = Stopwatch.StartNew();
        var report = await services.GetRequiredService<Drill>().RunAsync(place, null, default);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"drill: {(report.Good ? "good" : "NOT GOOD")}, restore {report.RestoreSeconds:0.0} s, checks {report.CheckSeconds:0.0} s, {report.Rows:N0} rows, all {clock.Elapsed.TotalSeconds:0.0} s"));
        Console.WriteLine(report.Words);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak working set {process.PeakWorkingSet64 / 1e6:0} MB");
        Directory.Delete(place, recursive: true);
    }

    private static async Task Make(string what, SetMaker maker, string place)
    {
        var clock = Stopwatch.StartNew();
        var line = (await maker.MakeAsync(place, false, null, default)).Line;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-48} {clock.Elapsed.TotalSeconds,7:0.0} s {line.Size / 1048576.0,9:0.0} MB {line.Items,10:N0} pages or rows, {line.Files} files"));
    }

    /// <summary>Each in a transaction of its own, with its change and its audit event, spread over the county.</summary>
    private static async Task SaveAsync(JobBoard board)
    {
        await using var db = board.Open();
        var ids = await db.Set<Household>().OrderBy(h => h.HouseholdNo).Select(h => h.Id).ToListAsync();
        for (var i = 0; i < Saves; i++)
        {
            var home = await db.Set<Household>().SingleAsync(h => h.Id == ids[(int)(i * (long)ids.Count / Saves)]);
            db.Act = new Act("bench", "修改家庭信息");
            home.MemberCount += 1;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }
}
