using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>缺授权书: a household of which departments delivered rows that the last comparison did not read for want of a letter.</summary>
internal sealed class ConsentGap : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    /// <summary>Names of the facts, joined by 、.</summary>
    public required string Facts { get; init; }
    public required DateOnly Since { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentGap>
    {
        public void Configure(EntityTypeBuilder<ConsentGap> builder)
        {
            builder.ToTable("consent_gap");
            builder.HasIndex(g => g.HouseholdId).IsUnique();           // one of a household; gone when a letter comes
            builder.HasIndex(g => new { g.Division, g.HouseholdId });  // the list of an area
        }
    }
}
