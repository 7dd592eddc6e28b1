using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Comparison.Feeds;

internal enum DeliveryState { Mapping, Waiting, Accepted, Refused, Withdrawn }

/// <summary>
/// 送数: one file of one feed that a department handed in, with the receipt. The original and the normalised part lie encrypted in the
/// file store; the part is what screening reads (docs/decisions/department-rows.md).
/// </summary>
internal sealed class Delivery : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Chinese name of the fact in the catalogue.</summary>
    public required string Feed { get; init; }
    public required string Department { get; init; }
    public required long Division { get; init; }
    public required Guid FileId { get; init; }
    public required string FileName { get; init; }
    public required long Size { get; init; }
    /// <summary>SHA-256 of the file as handed in.</summary>
    public required string Hash { get; init; }
    /// <summary>The hash while the delivery counts; empty once withdrawn or refused, so that the file may then be sent again.</summary>
    public string? CountingHash { get; private set; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DeliveryState State { get; private set; } = DeliveryState.Mapping;
    public Guid? JobId { get; private set; }
    /// <summary>JSON: key of the file's header column to English name of the catalogue's column.</summary>
    public string? Columns { get; private set; }
    public Guid? PartId { get; private set; }
    public Guid? ErrorsId { get; private set; }
    public int Rows { get; private set; }
    public int Accepted { get; private set; }
    public int Refused { get; private set; }
    public int Unmatched { get; private set; }
    public int Duplicates { get; private set; }
    public DateOnly? FirstDay { get; private set; }
    public DateOnly? LastDay { get; private set; }
    /// <summary>Words on how the file was read, or why it was refused.</summary>
    public string? Notes { get; private set; }
    public string? WithdrawnBy { get; private set; }
    public string? WithdrawReason { get; private set; }
    public int Version { get; private set; }

    public bool Counts => State == DeliveryState.Accepted;

    public void Receive() => CountingHash = Hash;

    public void Send(string columns, Guid job)
    {
        if (State is not (DeliveryState.Mapping or DeliveryState.Refused))
            throw new InvalidOperationException("Only a new or refused delivery can be sent to be read.");
        (State, Columns, JobId, CountingHash, Version) = (DeliveryState.Waiting, columns, job, Hash, Version + 1);
    }

    public void Accept(Receipt receipt)
    {
        if (State != DeliveryState.Waiting)
            throw new InvalidOperationException("Only a delivery that waits can be accepted.");
        (State, PartId, ErrorsId, Rows, Accepted, Refused) = (DeliveryState.Accepted, receipt.PartId, receipt.ErrorsId, receipt.Rows, receipt.Accepted, receipt.Refused);
        (Unmatched, Duplicates, FirstDay, LastDay, Notes) = (receipt.Unmatched, receipt.Duplicates, receipt.FirstDay, receipt.LastDay, receipt.Notes);
        Version++;
    }

    public void Refuse(string why) => (State, Notes, CountingHash, Version) = (DeliveryState.Refused, why, null, Version + 1);

    public void Withdraw(string by, string reason)
    {
        if (State == DeliveryState.Withdrawn)
            throw new InvalidOperationException("The delivery is withdrawn already.");
        (State, WithdrawnBy, WithdrawReason, CountingHash, Version) = (DeliveryState.Withdrawn, by, reason, null, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> builder)
        {
            builder.ToTable("delivery");
            builder.Property(d => d.Feed).HasMaxLength(40);
            builder.Property(d => d.Department).HasMaxLength(40);
            builder.Property(d => d.FileName).HasMaxLength(260);
            builder.Property(d => d.Hash).HasMaxLength(64);
            builder.Property(d => d.CountingHash).HasMaxLength(64);
            builder.Property(d => d.By).HasMaxLength(140);
            builder.Property(d => d.WithdrawnBy).HasMaxLength(140);
            builder.Property(d => d.Version).IsConcurrencyToken();
            builder.HasIndex(d => new { d.Division, d.Feed, d.CountingHash }).IsUnique(); // the same file does not count twice
            builder.HasIndex(d => new { d.Division, d.Feed, d.At });                      // history of a feed
        }
    }
}

/// <summary>What came of reading a file.</summary>
internal sealed record Receipt(Guid PartId, Guid? ErrorsId, int Rows, int Accepted, int Refused, int Unmatched, int Duplicates, DateOnly? FirstDay, DateOnly? LastDay, string? Notes);

/// <summary>The mapping of headers that was confirmed last for a feed (or for letters); a later file with the same headers takes it over.</summary>
internal sealed class FeedMapping : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Feed { get; init; }
    public required long Division { get; init; }
    /// <summary>JSON, as in <see cref="Delivery.Columns"/>; for letters with keys of the import's target.</summary>
    public required string Columns { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<FeedMapping>
    {
        public void Configure(EntityTypeBuilder<FeedMapping> builder)
        {
            builder.ToTable("feed_mapping");
            builder.Property(m => m.Feed).HasMaxLength(40);
            builder.Property(m => m.By).HasMaxLength(140);
            builder.HasIndex(m => new { m.Division, m.Feed }).IsUnique(); // one per feed and county
        }
    }
}
