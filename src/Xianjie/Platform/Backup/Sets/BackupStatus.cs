using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Backup.Drills;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Backup.Sets;

/// <param name="Age">Since the last good part; null where there is none or backups are off.</param>
/// <param name="Free">Bytes free on the target's disk; null where it cannot be told.</param>
/// <param name="Problems">What an administrator must look into, in words.</param>
/// <param name="Hints">What would be better otherwise.</param>
internal sealed record BackupState(TimeSpan? Age, string? Part, long? Free, IReadOnlyList<string> Problems, IReadOnlyList<string> Hints);

/// <summary>How the backups stand: for the page, the inbox, the health answers and the metrics.</summary>
internal sealed class BackupStatus(BackupPlan plan, BackupTurns turns, Settings settings, TimeProvider time)
{
    private const double LeastFree = 0.1;
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2), DrillLimit = TimeSpan.FromHours(50);
    private readonly DateTimeOffset started = time.GetUtcNow();

    public async Task<BackupState> ReadAsync(XianjieDb db, CancellationToken ct)
    {
        if (plan.Folder is null)
            return new(null, null, null, ["备份已在服务器上关闭（XIANJIE_BACKUPS=off）。"], []);
        var (turn, now, problems) = (await turns.ReadAsync(ct), time.GetUtcNow(), new List<string>());
        if (turn.GoodAt is { } good ? now - good > plan.Limit : now - started > plan.Limit + Grace)
            problems.Add(turn.GoodAt is { } last ? $"最近一次成功的备份在 {Clock.Local(last):MM-dd HH:mm:ss}，已超过 {plan.Limit.TotalMinutes:0.#} 分钟。" : $"启动以来还没有备份成功过，已超过 {plan.Limit.TotalMinutes:0.#} 分钟。");
        if (turn.Failure is { } failure)
            problems.Add($"备份自 {Clock.Local(turn.FailedAt ?? now):MM-dd HH:mm} 起失败：{failure}");
        var disk = Disk(plan.Folder);
        if (disk is { } d && d.AvailableFreeSpace < LeastFree * d.TotalSize)
            problems.Add($"备份目录所在的盘快满了：还剩 {d.AvailableFreeSpace / 1073741824.0:0.0} GB（{100.0 * d.AvailableFreeSpace / d.TotalSize:0}%）。请清理、换盘或减少保留（XIANJIE_BACKUP_KEEP）。");
        var drill = await db.Set<BackupDrill>().AsNoTracking().OrderByDescending(r => r.At).FirstOrDefaultAsync(ct);
        if (drill is { Good: false })
            problems.Add($"最近一次恢复演练（{Clock.Local(drill.At):MM-dd HH:mm}）没有通过：{drill.Words}");
        else if (drill is not null && now - drill.At > DrillLimit)
            problems.Add($"恢复演练已有 {(now - drill.At).TotalDays:0} 天没有做成。");
        return new(now - turn.GoodAt, turn.GoodPart, disk?.AvailableFreeSpace, problems, Hints(plan.Folder));
    }

    private List<string> Hints(string folder) =>
        Path.GetFullPath(folder).StartsWith(Path.GetFullPath(settings.DataFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Disk(folder)?.Name == Disk(settings.DataFolder)?.Name
            ? ["备份与数据在同一块盘上，盘坏了会一起丢。请把 XIANJIE_BACKUPS 指到另一块盘或另一台机器的挂载目录。"] : [];

    /// <summary>The mount that a folder lies on.</summary>
    internal static DriveInfo? Disk(string folder)
    {
        try
        {
            return DriveInfo.GetDrives().Where(d => d.IsReady && Path.GetFullPath(folder).StartsWith(d.Name, StringComparison.Ordinal)).MaxBy(d => d.Name.Length);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
