using System.Text.Json;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Jobs;

/// <summary>What a job handler works with: payload, progress, cancel, and the transaction that ends it.</summary>
internal sealed class JobRun(Job job, IServiceProvider services, JobBoard board, CancellationToken ct)
{
    public Job Job { get; } = job;
    public IServiceProvider Services { get; } = services;
    public CancellationToken Cancelled { get; } = ct;

    public T Payload<T>() => JsonSerializer.Deserialize<T>(Job.Payload) ?? throw new InvalidDataException("The job has no payload.");

    public void Report(int percent, string step)
    {
        Cancelled.ThrowIfCancellationRequested();
        board.Post(Job.Id, Job.Fence, percent, step);
    }

    /// <summary>Runs the last part in one transaction that also marks the job done; nothing of it stays if the lease was lost.</summary>
    public Task CompleteAsync(Func<XianjieDb, Task<JobResult>> finish) => board.CompleteAsync(this, finish);
}

/// <summary>Words and address for the user at the end of a job.</summary>
internal sealed record JobResult(string Outcome, string? Link = null);

/// <summary>A failure that the user caused or can mend, in words for the user.</summary>
internal sealed class JobRefusedException(string message) : Exception(message);

/// <summary>Does the jobs of one kind. Must end by <see cref="JobRun.CompleteAsync"/> and be safe to run again from the start.</summary>
internal interface IJobHandler
{
    string Kind { get; }
    Task RunAsync(JobRun run);
}
