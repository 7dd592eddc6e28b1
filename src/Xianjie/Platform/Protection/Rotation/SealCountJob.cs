using Xianjie.Platform.Jobs;

namespace Xianjie.Platform.Protection.Rotation;

internal sealed record CountOrder;

/// <summary>Counts anew what each key has sealed.</summary>
internal sealed class SealCountJob(JobBoard board, SealCounts counts) : IJobHandler
{
    public const string JobKind = "count-keys";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        run.Report(5, "逐列清点");
        await using var reader = board.Open();
        var found = await counts.CountAsync(reader, run.Cancelled);
        await run.CompleteAsync(async db =>
        {
            await SealCounts.KeepAsync(db, found, run.Cancelled);
            return new JobResult($"已清点 {found.Sum(c => c.Values):N0} 个加密值和文件。", "/keys");
        });
    }
}
