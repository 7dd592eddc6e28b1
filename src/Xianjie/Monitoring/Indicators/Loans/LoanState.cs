using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Indicators.Loans;

/// <summary>A small loan as the finance office last stated it in a month. Taken from its deliveries alone, which is why it is not recorded beside.</summary>
internal sealed class LoanState : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required string Name { get; init; }
    public required long Division { get; set; }
    public required string LoanNo { get; init; }
    /// <summary>yyyyMM of <see cref="AsOf"/>.</summary>
    public required int Month { get; init; }
    public required DateOnly AsOf { get; init; }
    /// <summary>分.</summary>
    public required long Balance { get; init; }
    public required int OverdueDays { get; init; }
    public required Guid DeliveryId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LoanState>
    {
        public void Configure(EntityTypeBuilder<LoanState> builder)
        {
            builder.ToTable("loan_state");
            builder.Property(l => l.Name).HasMaxLength(120);
            builder.Property(l => l.LoanNo).HasMaxLength(80);
            builder.HasIndex(l => new { l.Month, l.Division });  // loans of a month and area
            builder.HasIndex(l => l.HouseholdId);                // loans of a household
            builder.HasIndex(l => l.DeliveryId);                 // what a delivery brought
        }
    }
}
