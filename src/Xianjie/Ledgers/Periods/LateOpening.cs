using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Periods;

/// <summary>补报: a frozen period opened for one unit until a day, by whoever answers for the ledger.</summary>
internal sealed class LateOpening : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Ledger { get; init; }
    public required int Period { get; init; }
    /// <summary>The unit that may write.</summary>
    public required long Division { get; init; }
    /// <summary>The last day.</summary>
    public required DateOnly Until { get; init; }
    public required string Why { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LateOpening>
    {
        public void Configure(EntityTypeBuilder<LateOpening> builder)
        {
            builder.ToTable("ledger_opening");
            builder.Property(o => o.Ledger).HasMaxLength(60);
            builder.Property(o => o.Why).HasMaxLength(400);
            builder.Property(o => o.By).HasMaxLength(200);
            builder.HasIndex(o => new { o.Ledger, o.Period, o.Division }); // asked before every write into a frozen period
        }
    }
}
