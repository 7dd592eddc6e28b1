using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.VillageProfiles;

/// <summary>行政村信息: what a village says of itself as a whole, against which its households are added up (monitoring.md DQ140). Null: not filled in.</summary>
internal sealed class VillageProfile : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Division { get; init; }
    public bool? PavedRoad { get; set; }
    /// <summary>All households of the village by its own books, registered here or not.</summary>
    public int? Households { get; set; }
    public decimal? FarmlandMu { get; set; }
    public decimal? ForestMu { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }
    public int Version { get; set; }

    public bool IsWhole => PavedRoad is not null && Households is not null && FarmlandMu is not null && ForestMu is not null;

    internal sealed class Mapping : IEntityTypeConfiguration<VillageProfile>
    {
        public void Configure(EntityTypeBuilder<VillageProfile> builder)
        {
            builder.ToTable("village_profile");
            builder.Property(v => v.By).HasMaxLength(140);
            builder.Property(v => v.Version).IsConcurrencyToken();
            builder.HasIndex(v => v.Division).IsUnique(); // one per village
        }
    }
}
