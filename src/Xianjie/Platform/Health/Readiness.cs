using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Health;

internal enum Condition { Good, Attention, Down }

/// <param name="Key">For programs.</param>
/// <param name="Title">For people.</param>
internal sealed record Finding(string Key, string Title, Condition Condition, string Words);

/// <summary>Whether this process can serve: database, schema, key and disk must be good; the worker and the backups should be.</summary>
internal sealed class Readiness(JobBoard board, Database database, Settings settings, IServiceProvider services, BackupStatus backups, TimeProvider time)
{
    private const long LeastFree = 200L << 20, LittleFree = 2L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> ReadAsync(CancellationToken ct)
    {
        var found = new List<Finding> { Key(), Disk() };
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Patience);
        try
        {
            await Task.Run(() => DatabaseAsync(found, limited.Token), limited.Token).WaitAsync(Patience, ct);
        }
        catch (Exception away) when (away is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            found.RemoveAll(f => f.Key is "database");
            found.Insert(0, new("database", "数据库", Condition.Down, away is TimeoutException or OperationCanceledException ? $"{Patience.TotalSeconds} 秒内没有回答。" : "连不上或用不了，请看日志。"));
        }
        return found;
    }

    private Finding Key()
    {
        try
        {
            var seal = services.GetRequiredService<Seal>();
            return seal.Open(seal.Close("衔接", Sealed.Form), Sealed.Form) == "衔接" && File.Exists(settings.KeyFile)
                ? new("key", "密钥", Condition.Good, "能用。") : new("key", "密钥", Condition.Attention, "密钥文件不在原处，重启后将无法打开数据。请立即把它放回。");
        }
        catch (Exception broken) when (broken is CryptographicException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            return new("key", "密钥", Condition.Down, "读不了密钥文件。");
        }
    }

    private Finding Disk()
    {
        if (BackupStatus.Disk(settings.DataFolder) is not { } disk)
            return new("disk", "数据盘", Condition.Attention, "看不到剩余空间。");
        var words = $"剩余 {disk.AvailableFreeSpace / 1073741824.0:N1} GB，共 {disk.TotalSize / 1073741824.0:N0} GB。";
        return new("disk", "数据盘", disk.AvailableFreeSpace < LeastFree ? Condition.Down : disk.AvailableFreeSpace < LittleFree ? Condition.Attention : Condition.Good, words);
    }

    private async Task DatabaseAsync(List<Finding> found, CancellationToken ct)
    {
        await using var db = board.Open();
        var started = time.GetTimestamp();
        var scripts = await db.Database.SqlQueryRaw<string>("SELECT name || ' ' || hash AS \"Value\" FROM schema_script").ToListAsync(ct);
        found.Insert(0, new("database", "数据库", Condition.Good, $"{(database.IsPostgres ? "PostgreSQL" : "SQLite")}，{time.GetElapsedTime(started).TotalMilliseconds:0} 毫秒回答。"));
        var own = Migrator.Scripts(database.Dialect).Select(s => $"{s.Name} {s.Hash}").ToHashSet(StringComparer.Ordinal);
        found.Add(own.SetEquals(scripts) ? new("schema", "数据库版本", Condition.Good, "与程序一致。") : new("schema", "数据库版本", Condition.Down, "与程序不一致：有别的版本的程序升级过数据库。请把所有服务换成同一版本。"));
        var alive = time.GetUtcNow() - Heartbeat.Dead;
        var workers = await db.Set<NodeBeat>().CountAsync(n => n.Works && n.SeenAt > alive, ct);
        found.Add(workers > 0 ? new("worker", "后台任务", Condition.Good, $"{workers} 个进程在跑。") : new("worker", "后台任务", Condition.Attention, "没有进程在跑后台任务：导入、比对、备份都会停着。请启动 worker，或不要用 --no-worker。"));
        var state = await backups.ReadAsync(db, ct);
        found.Add(new("backup", "备份", state.Problems.Count > 0 ? Condition.Attention : Condition.Good,
            state.Problems.Count > 0 ? string.Join(' ', state.Problems) : state.Age is { } age ? $"最近一份在 {Clock.Local(time.GetUtcNow() - age):HH:mm:ss}。" : "刚启动，还没有做第一份。"));
    }
}
