using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Inbox;

internal enum WorkState { Open, Done, Withdrawn }

/// <summary>
/// 待办: one piece of work for the people of a role in a division (or for one named user), with the day by which it is due. It names
/// its subject by kind and id and carries the address of the page that does it.
/// </summary>
internal sealed class WorkItem : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required string Link { get; init; }
    public required Guid Subject { get; init; }
    public required long Division { get; init; }
    public required string Role { get; init; }
    public Guid? Assignee { get; set; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateOnly Due { get; set; }
    public WorkState State { get; private set; } = WorkState.Open;
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? ClosedBy { get; private set; }
    public string? Outcome { get; private set; }
    public int Version { get; private set; }

    public void Finish(string by, DateTimeOffset at, string outcome) => Close(WorkState.Done, by, at, outcome);

    public void Withdraw(string by, DateTimeOffset at, string reason) => Close(WorkState.Withdrawn, by, at, reason);

    private void Close(WorkState state, string by, DateTimeOffset at, string outcome)
    {
        if (State != WorkState.Open)
            throw new InvalidOperationException("The work item is closed already.");
        (State, ClosedBy, ClosedAt, Outcome) = (state, by, at, outcome);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkItem>
    {
        public void Configure(EntityTypeBuilder<WorkItem> builder)
        {
            builder.ToTable("work_item");
            builder.Property(w => w.Kind).HasMaxLength(40);
            builder.Property(w => w.Title).HasMaxLength(300);
            builder.Property(w => w.Link).HasMaxLength(300);
            builder.Property(w => w.Role).HasMaxLength(40);
            builder.Property(w => w.CreatedBy).HasMaxLength(60);
            builder.Property(w => w.ClosedBy).HasMaxLength(60);
            builder.Property(w => w.Version).IsConcurrencyToken();
            builder.HasIndex(w => new { w.Role, w.State, w.Division, w.Due }); // the inbox of a role in an area, soonest first
            builder.HasIndex(w => w.Subject);                                  // closing the work when its subject is done
        }
    }
}
