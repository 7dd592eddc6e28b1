using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Import;

internal enum DeliveryState { 等待导入, 已导入, 有错 }

/// <summary>A file that came in for a ledger and period: what became of it, and by its hash whether it comes again.</summary>
internal sealed class LedgerDelivery : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Ledger { get; init; }
    public required int Period { get; init; }
    /// <summary>The area of who sent it: rows beyond it are refused.</summary>
    public required long Division { get; init; }
    public required string FileName { get; init; }
    /// <summary>SHA-256 of the file, hex.</summary>
    public required string Hash { get; init; }
    /// <summary>The file itself, where a job reads it.</summary>
    public Guid? FileId { get; init; }
    public Guid? JobId { get; init; }
    public required Guid ById { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DeliveryState State { get; set; }
    public int Rows { get; set; }
    public int Added { get; set; }
    public int Changed { get; set; }
    public int Faulty { get; set; }

    /// <summary>The same under an id that is known already.</summary>
    public LedgerDelivery As(Guid id) => new() { Id = id, Ledger = Ledger, Period = Period, Division = Division, FileName = FileName, Hash = Hash, FileId = FileId, JobId = JobId, ById = ById, By = By, At = At };

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerDelivery>
    {
        public void Configure(EntityTypeBuilder<LedgerDelivery> builder)
        {
            builder.ToTable("ledger_delivery");
            builder.Property(d => d.Ledger).HasMaxLength(60);
            builder.Property(d => d.FileName).HasMaxLength(260);
            builder.Property(d => d.Hash).HasMaxLength(64);
            builder.Property(d => d.By).HasMaxLength(200);
            builder.HasIndex(d => new { d.Ledger, d.Period, d.Hash }); // whether the very file came before
        }
    }
}
