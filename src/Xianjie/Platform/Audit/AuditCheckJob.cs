using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Audit;

/// <summary>What a check of the chain found.</summary>
internal sealed class AuditFinding
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }
    public required bool Whole { get; init; }
    public required long Events { get; init; }
    public required string Words { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditFinding>
    {
        public void Configure(EntityTypeBuilder<AuditFinding> builder)
        {
            builder.ToTable("audit_finding");
            builder.HasIndex(f => f.At); // the latest ones
        }
    }
}

internal sealed record AuditOrder;

/// <summary>Works the chain out anew, by order or every night.</summary>
internal sealed class AuditCheckJob(JobBoard board, AuditChain chain, AuditCheck check, Clock clock) : IJobHandler
{
    public const string JobKind = "audit";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        await chain.TurnAsync(run.Cancelled);
        await using var reader = board.Open();
        var verdict = await check.RunAsync(reader, run.Report, run.Cancelled);
        await run.CompleteAsync(async db =>
        {
            db.Add(new AuditFinding { At = clock.Now, Whole = verdict.IsWhole, Events = verdict.Events, Words = verdict.Words });
            await db.SaveChangesAsync(run.Cancelled);
            return new JobResult(verdict.Words, "/audit/chain");
        });
    }
}

/// <summary>One check every night.</summary>
internal sealed class AuditNight(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    private const int Hour = 4;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (Clock.Local(clock.Now).Hour < Hour)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var today = Clock.Start(clock.Today);
        if (await db.Set<Job>().AnyAsync(j => j.Kind == AuditCheckJob.JobKind && j.CreatedAt >= today, ct))
            return 0;
        db.Add(board.Draft(AuditCheckJob.JobKind, $"审计核验 {clock.Today:yyyy-MM-dd}", new AuditOrder(), 0, "系统"));
        await db.SaveChangesAsync(ct);
        return 1;
    }
}
