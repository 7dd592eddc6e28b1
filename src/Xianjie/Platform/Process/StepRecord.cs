using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Process;

/// <summary>
/// One stay of a subject in one step of its process: when it came in, by when it should leave, when and how it left. The clock stops while
/// it is paused; paused days move the due day. These rows are the whole clock of a process, so no time is ever lost or counted twice.
/// </summary>
internal sealed class StepRecord : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Process { get; init; }
    public required Guid Subject { get; init; }
    public required long Division { get; init; }
    public required string Step { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
    public required string EnteredBy { get; init; }
    public DateOnly? Due { get; private set; }
    public DateOnly? PausedOn { get; private set; }
    public string? PauseReason { get; private set; }
    /// <summary>Calendar days for which the clock stood still so far.</summary>
    public int PausedDays { get; private set; }
    public DateTimeOffset? LeftAt { get; private set; }
    public string? LeftBy { get; private set; }
    /// <summary>Whether it was left by its due day; null while open and for steps without a term.</summary>
    public bool? LeftInTime { get; private set; }
    public string? Trigger { get; private set; }
    public string? Reason { get; private set; }

    public bool IsOpen => LeftAt is null;

    public StepRecord DueOn(DateOnly? due)
    {
        Due = due;
        return this;
    }

    public void Pause(DateOnly today, string reason)
    {
        if (!IsOpen || PausedOn is not null)
            throw new InvalidOperationException("Only a running clock can be paused.");
        (PausedOn, PauseReason) = (today, reason);
    }

    public void Resume(DateOnly today)
    {
        if (PausedOn is not { } since)
            throw new InvalidOperationException("The clock is not paused.");
        var days = today.DayNumber - since.DayNumber;
        (PausedOn, PausedDays, Due) = (null, PausedDays + days, Due?.AddDays(days));
    }

    public void Leave(DateTimeOffset at, DateOnly today, string by, string trigger, string? reason)
    {
        if (!IsOpen)
            throw new InvalidOperationException("The step was left already.");
        if (PausedOn is not null)
            Resume(today);
        (LeftAt, LeftBy, Trigger, Reason, LeftInTime) = (at, by, trigger, reason, Due is { } due ? today <= due : null);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<StepRecord>
    {
        public void Configure(EntityTypeBuilder<StepRecord> builder)
        {
            builder.ToTable("step_record");
            builder.Property(s => s.Process).HasMaxLength(40);
            builder.Property(s => s.Step).HasMaxLength(40);
            builder.Property(s => s.Trigger).HasMaxLength(40);
            builder.Property(s => s.EnteredBy).HasMaxLength(60);
            builder.Property(s => s.LeftBy).HasMaxLength(60);
            builder.HasIndex(s => new { s.Process, s.Subject, s.Step }).IsUnique().HasFilter("left_at IS NULL"); // a step is open once
            builder.HasIndex(s => new { s.Subject, s.EnteredAt });               // the history of a subject
            builder.HasIndex(s => new { s.Process, s.Step, s.LeftAt, s.Due });   // what is open in a step, and what is overdue
        }
    }
}
