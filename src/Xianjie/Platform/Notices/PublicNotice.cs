using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Notices;

internal enum NoticeState { 公示中, 已暂停, 已期满, 已撤下 }

/// <summary>
/// 村内公示 of one household: masked name, village and category, and from when to when. It has no room for ids, phones, accounts or
/// health. An objection suspends it; the days that it stood still are added to its end.
/// </summary>
internal sealed class PublicNotice : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>What the sheet is about: 识别, 风险消除.</summary>
    public required string Kind { get; init; }
    public required Guid Subject { get; init; }
    /// <summary>The page of the subject, for those who may see it; never printed.</summary>
    public required string Link { get; init; }
    /// <summary>Village.</summary>
    public required long Division { get; init; }
    public required MaskedName Name { get; init; }
    public required PublicCategory Category { get; init; }
    public required DateOnly StartsOn { get; init; }
    /// <summary>The last day of the notice; the day after it may go on.</summary>
    public required DateOnly EndsOn { get; set; }
    public NoticeState State { get; private set; } = NoticeState.公示中;
    public DateOnly? SuspendedOn { get; private set; }
    public DateOnly? ClosedOn { get; private set; }
    public int Version { get; private set; }

    public bool IsServed(DateOnly today) => State == NoticeState.公示中 && today > EndsOn;

    public void Suspend(DateOnly today)
    {
        Must(NoticeState.公示中);
        (State, SuspendedOn, Version) = (NoticeState.已暂停, today, Version + 1);
    }

    public void Resume(DateOnly today)
    {
        Must(NoticeState.已暂停);
        EndsOn = EndsOn.AddDays(today.DayNumber - SuspendedOn!.Value.DayNumber);
        (State, SuspendedOn, Version) = (NoticeState.公示中, null, Version + 1);
    }

    /// <exception cref="InvalidOperationException">The days have not passed.</exception>
    public void Complete(DateOnly today)
    {
        if (!IsServed(today))
            throw new InvalidOperationException("The notice has not hung for all its days.");
        (State, ClosedOn, Version) = (NoticeState.已期满, today, Version + 1);
    }

    public void TakeDown(DateOnly today)
    {
        if (ClosedOn is not null)
            throw new InvalidOperationException("The notice is closed already.");
        (State, ClosedOn, Version) = (NoticeState.已撤下, today, Version + 1);
    }

    private void Must(NoticeState state)
    {
        if (State != state)
            throw new InvalidOperationException($"The notice is {State}, not {state}.");
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PublicNotice>
    {
        public void Configure(EntityTypeBuilder<PublicNotice> builder)
        {
            builder.ToTable("public_notice");
            builder.Property(n => n.Kind).HasMaxLength(20);
            builder.Property(n => n.Link).HasMaxLength(200);
            builder.Property(n => n.Name).HasConversion(n => n.ToString(), t => MaskedName.Stored(t)).HasMaxLength(8);
            builder.Property(n => n.Category).HasConversion(c => c.ToString(), t => PublicCategory.Of(t)).HasMaxLength(20);
            builder.Property(n => n.Version).IsConcurrencyToken();
            builder.HasIndex(n => n.Subject);                          // notices of a case
            builder.HasIndex(n => new { n.Division, n.StartsOn });     // the sheet of a village and day
            builder.HasIndex(n => new { n.State, n.EndsOn });          // what hangs, soonest end first
        }
    }
}
