using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Jobs;

/// <summary>Takes jobs in, leases them out, keeps their progress and writes their end.</summary>
internal sealed class JobBoard(Database database, WriteGate gate, TimeProvider time)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<Guid, (int Percent, string Step)> live = new();

    public XianjieDb Open() => database.Open(Scope.All(), time);

    public Job Draft<T>(string kind, string title, T payload, long division, string by, DateTimeOffset? notBefore = null) => new()
    {
        Kind = kind, Title = title, Payload = JsonSerializer.Serialize(payload), Division = division, CreatedBy = by,
        CreatedAt = time.GetUtcNow(), NotBefore = notBefore ?? time.GetUtcNow(),
    };

    /// <summary>Progress of a job running in this process, newer than the row.</summary>
    public (int Percent, string Step)? Live(Guid id) => live.TryGetValue(id, out var now) ? now : null;

    public void Post(Guid id, int fence, int percent, string step) => live[id] = (percent, step);

    /// <summary>Takes the oldest job that waits, or whose worker has not been heard of within the lease.</summary>
    public async Task<Job?> LeaseAsync(string worker, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = Open();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        // A lease further ahead than any is given, and work to be done at once that seems to lie ahead, are left from a clock that was set back
        var never = now + (5 * Lease);
        var candidate = await db.Set<Job>().AsNoTracking()
            .Where(j => (j.State == JobState.Waiting && (j.NotBefore <= now || j.NotBefore == j.CreatedAt)) || (j.State == JobState.Running && (j.LeasedUntil < now || j.LeasedUntil > never)))
            .OrderBy(j => j.NotBefore).FirstOrDefaultAsync(ct);
        if (candidate is null)
            return null;
        var fence = candidate.Fence;
        var taken = await db.Set<Job>().Where(j => j.Id == candidate.Id && j.Fence == fence)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.Fence, fence + 1).SetProperty(j => j.State, JobState.Running)
                .SetProperty(j => j.LeasedBy, worker).SetProperty(j => j.LeasedUntil, now + Lease), ct);
        await transaction.CommitAsync(ct);
        if (taken == 0)
            return null;
        candidate.Fence = fence + 1;
        return candidate;
    }

    /// <summary>Prolongs the lease and writes the progress down. False where another worker took over or the user cancelled.</summary>
    public async Task<bool> BeatAsync(Job job, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = Open();
        var (percent, step) = Live(job.Id) ?? (0, string.Empty);
        var until = time.GetUtcNow() + Lease;
        var kept = await db.Set<Job>().Where(j => j.Id == job.Id && j.Fence == job.Fence && j.State == JobState.Running && !j.CancelAsked)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.LeasedUntil, until).SetProperty(j => j.Percent, percent).SetProperty(j => j.Step, step), ct);
        return kept == 1;
    }

    /// <summary>Gives the job back, as a process does that is told to stop: another takes it up at once.</summary>
    public async Task ReleaseAsync(Job job)
    {
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await using var db = Open();
        await db.Set<Job>().Where(j => j.Id == job.Id && j.Fence == job.Fence && j.State == JobState.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Waiting).SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null));
        live.TryRemove(job.Id, out _);
    }

    public async Task CompleteAsync(JobRun run, Func<XianjieDb, Task<JobResult>> finish)
    {
        using var turn = await gate.EnterAsync(run.Cancelled);
        await using var db = Open();
        await using var transaction = await db.Database.BeginTransactionAsync(run.Cancelled);
        var result = await finish(db);
        if (!await EndAsync(db, run.Job, JobState.Done, result.Outcome, result.Link))
            throw new OperationCanceledException("Another worker has taken this job over.");
        await transaction.CommitAsync(CancellationToken.None);
        live.TryRemove(run.Job.Id, out _);
    }

    public async Task FailAsync(Job job, JobState state, string words)
    {
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await using var db = Open();
        await EndAsync(db, job, state, words, null);
        live.TryRemove(job.Id, out _);
    }

    private async Task<bool> EndAsync(XianjieDb db, Job job, JobState state, string outcome, string? link)
    {
        var now = time.GetUtcNow();
        var percent = state == JobState.Done ? 100 : Live(job.Id)?.Percent ?? 0;
        return await db.Set<Job>().Where(j => j.Id == job.Id && j.Fence == job.Fence && j.State == JobState.Running)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.State, state).SetProperty(j => j.Outcome, outcome).SetProperty(j => j.Link, link)
                .SetProperty(j => j.Percent, percent).SetProperty(j => j.FinishedAt, now).SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null)) == 1;
    }
}
