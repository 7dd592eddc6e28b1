using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>生产生活条件 of a household, as last seen. Areas in 亩, distance in km, floor space in m².</summary>
internal sealed class Living : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public decimal? FarmlandMu { get; set; }
    public decimal? IrrigatedMu { get; set; }
    public decimal? ForestMu { get; set; }
    public decimal? ReturnForestMu { get; set; }
    public decimal? FruitMu { get; set; }
    public decimal? PastureMu { get; set; }
    public decimal? WaterMu { get; set; }
    public string? Road { get; set; }
    public decimal? DistMainRoadKm { get; set; }
    public string? HouseGrade { get; set; }
    public decimal? HouseAreaM2 { get; set; }
    public string? WaterSupply { get; set; }
    public bool? WaterSafe { get; set; }
    public int? FetchMinutes { get; set; }
    public int? FetchMetres { get; set; }
    public int? FetchClimbMetres { get; set; }
    public bool? Toilet { get; set; }
    public string? Fuel { get; set; }
    public bool? Electricity { get; set; }
    public bool? ProductionPower { get; set; }
    public bool? Tv { get; set; }
    public bool? InCoop { get; set; }
    public bool? LedByEnterprise { get; set; }
    public bool? LedByPioneer { get; set; }
    public string? IndustryHelp { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Living>
    {
        public void Configure(EntityTypeBuilder<Living> builder)
        {
            builder.ToTable("living");
            builder.Property(l => l.Version).IsConcurrencyToken();
            builder.HasIndex(l => l.HouseholdId).IsUnique(); // one per household
        }
    }
}
