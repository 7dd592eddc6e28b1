using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Jobs;

internal enum JobState { Waiting, Running, Done, Failed, Cancelled }

/// <summary>
/// Long work, as a row: leased by one worker at a time, with a fence number that rises on every lease, so that a worker that was
/// thought dead can't finish what another has taken over. Results are written in the transaction that marks it done.
/// </summary>
internal sealed class Job : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required string Payload { get; init; }
    public required long Division { get; init; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset NotBefore { get; init; }
    public JobState State { get; set; } = JobState.Waiting;
    public int Fence { get; set; }
    public string? LeasedBy { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }
    public int Percent { get; set; }
    public string? Step { get; set; }
    public bool CancelAsked { get; set; }
    /// <summary>Words for the user: what came out, or why it failed.</summary>
    public string? Outcome { get; set; }
    /// <summary>Where to look at the result.</summary>
    public string? Link { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.ToTable("job");
            builder.Property(j => j.Kind).HasMaxLength(40);
            builder.Property(j => j.Title).HasMaxLength(200);
            builder.Property(j => j.CreatedBy).HasMaxLength(60);
            builder.Property(j => j.LeasedBy).HasMaxLength(160);
            builder.Property(j => j.Step).HasMaxLength(200);
            builder.Property(j => j.Link).HasMaxLength(300);
            builder.HasIndex(j => new { j.State, j.NotBefore }); // the next job to lease
            builder.HasIndex(j => new { j.CreatedBy, j.CreatedAt }); // 下载中心 and job list of a user
        }
    }
}
