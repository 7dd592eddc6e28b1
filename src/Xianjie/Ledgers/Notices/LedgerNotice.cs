using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Protection;

namespace Xianjie.Ledgers.Notices;

/// <summary>公示 of one row before its last level: what was shown, from when to when, the photos of it. An objection stops it until it is answered; those days are added.</summary>
internal sealed class LedgerNotice : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Ledger { get; init; }
    public required int Period { get; init; }
    public required Guid RowId { get; init; }
    public required long Division { get; init; }
    /// <summary>Name and text of every line that hangs, masked, as JSON: stays as it was shown.</summary>
    public required string Shown { get; init; }
    public required DateOnly StartsOn { get; init; }
    /// <summary>The last day; from the day after the last level may speak.</summary>
    public required DateOnly EndsOn { get; set; }
    public NoticeState State { get; private set; } = NoticeState.公示中;
    public DateOnly? SuspendedOn { get; private set; }
    /// <summary>Photos of the sheet where it hangs: lines of id and name.</summary>
    public string? Evidence { get; set; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public int Version { get; private set; }

    public bool IsServed(DateOnly today) => State == NoticeState.公示中 && today > EndsOn;

    public void Suspend(DateOnly today) => (State, SuspendedOn, Version) = (NoticeState.已暂停, SuspendedOn ?? today, Version + 1);

    public void Resume(DateOnly today)
    {
        EndsOn = EndsOn.AddDays(today.DayNumber - SuspendedOn!.Value.DayNumber);
        (State, SuspendedOn, Version) = (NoticeState.公示中, null, Version + 1);
    }

    public void Complete() => (State, Version) = (NoticeState.已期满, Version + 1);

    public void TakeDown() => (State, Version) = (NoticeState.已撤下, Version + 1);

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerNotice>
    {
        public void Configure(EntityTypeBuilder<LedgerNotice> builder)
        {
            builder.ToTable("ledger_notice");
            builder.Property(n => n.Ledger).HasMaxLength(60);
            builder.Property(n => n.By).HasMaxLength(200);
            builder.Property(n => n.Version).IsConcurrencyToken();
            builder.HasIndex(n => n.RowId);                                  // the notices of a row
            builder.HasIndex(n => new { n.Ledger, n.Period, n.Division });   // what hangs in an area
        }
    }
}

/// <summary>异议 against a notice: what was said, and what came of it.</summary>
internal sealed class NoticeObjection : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid NoticeId { get; init; }
    public required long Division { get; init; }
    /// <summary>What was said, and by whom where they gave their name.</summary>
    [SealedAs(Sealed.Form)]
    public required byte[] WordsSealed { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Answer { get; set; }
    public string? AnsweredBy { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeObjection>
    {
        public void Configure(EntityTypeBuilder<NoticeObjection> builder)
        {
            builder.ToTable("ledger_objection");
            builder.Property(o => o.By).HasMaxLength(200);
            builder.Property(o => o.Answer).HasMaxLength(400);
            builder.Property(o => o.AnsweredBy).HasMaxLength(200);
            builder.HasIndex(o => o.NoticeId); // the objections to a notice
        }
    }
}
