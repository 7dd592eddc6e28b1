using Xianjie.Platform.Jobs;

namespace Xianjie.Platform.Backup.Sets;

internal sealed record BackupOrder;

/// <summary>“现在备份”: a new set from the start, with progress.</summary>
internal sealed class BackupJob(BackupTurns turns, SetMaker maker, BackupPlan plan) : IJobHandler
{
    public const string JobKind = "backup";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var folder = plan.Folder ?? throw new JobRefusedException("备份已在服务器上关闭（XIANJIE_BACKUPS=off）。");
        MadePart? made = null;
        bool turn;
        try
        {
            turn = await turns.RunAsync(async stop => made = await maker.MakeAsync(folder, fresh: true, run.Report, stop), run.Cancelled);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new JobRefusedException(BackupWords.Of(error));
        }
        if (!turn)
            throw new JobRefusedException("另一个进程正在备份，请稍后再试。");
        await run.CompleteAsync(_ => Task.FromResult(new JobResult($"已备份到 {made!.Name}：{made.Line.Size / 1048576.0:0.0} MB，用时 {made.Line.Seconds:0.0} 秒。", "/backups")));
    }
}
