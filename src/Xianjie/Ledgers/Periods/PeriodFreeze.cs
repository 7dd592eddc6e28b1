using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Periods;

/// <summary>A period of a ledger that a county has closed: until it is opened again nothing in it is written.</summary>
internal sealed class PeriodFreeze : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Ledger { get; init; }
    public required int Period { get; init; }
    public required long County { get; init; }
    public required string Why { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }
    /// <summary>False after it was opened again.</summary>
    public required bool IsFrozen { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PeriodFreeze>
    {
        public void Configure(EntityTypeBuilder<PeriodFreeze> builder)
        {
            builder.ToTable("ledger_freeze");
            builder.Property(f => f.Ledger).HasMaxLength(60);
            builder.Property(f => f.Why).HasMaxLength(400);
            builder.Property(f => f.By).HasMaxLength(200);
            builder.HasIndex(f => new { f.Ledger, f.County, f.Period }).IsUnique(); // asked before every write
        }
    }
}
