using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Backup.Drills;

internal sealed record DrillOrder;

/// <summary>Restores the newest backup to see that it can be restored, by order or every night.</summary>
internal sealed class DrillJob(Drill drill, BackupPlan plan) : IJobHandler
{
    public const string JobKind = "drill";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var report = await drill.RunAsync(plan.Folder ?? throw new JobRefusedException("备份已在服务器上关闭（XIANJIE_BACKUPS=off），没有可以演练的备份。"), run.Report, run.Cancelled);
        await run.CompleteAsync(async db =>
        {
            db.Add(report);
            await db.SaveChangesAsync(run.Cancelled);
            return new JobResult(report.Good ? $"演练通过，恢复用时 {report.RestoreSeconds:0.0} 秒。{report.Words}" : $"演练没有通过：{report.Words}", "/backups");
        });
    }
}

/// <summary>One drill every night, after the night's new set; what a killed drill left is removed when a server starts.</summary>
internal sealed class DrillNight(JobBoard board, WriteGate gate, BackupPlan plan, Settings settings, Clock clock) : IDueWork
{
    private const int Hour = 3;
    private bool swept;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (!swept)
        {
            Scratch.Sweep(settings);
            swept = true;
        }
        if (plan.Folder is null || Clock.Local(clock.Now).Hour < Hour || BackupSet.In(plan.Folder).Count == 0)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var today = Clock.Start(clock.Today);
        if (await db.Set<Job>().AnyAsync(j => j.Kind == DrillJob.JobKind && j.CreatedAt >= today, ct))
            return 0;
        db.Add(board.Draft(DrillJob.JobKind, $"恢复演练 {clock.Today:yyyy-MM-dd}", new DrillOrder(), 0, "系统"));
        await db.SaveChangesAsync(ct);
        return 1;
    }
}
