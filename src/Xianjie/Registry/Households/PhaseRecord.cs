using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>
/// What was found of a household when it was identified, and when its risk was removed: one record each, property names as in
/// catalogue/monitoring.yaml. Cases decided here keep their own papers; these are for what was decided elsewhere and is imported or typed in.
/// </summary>
internal abstract class PhaseRecord : IOfHousehold, IRecorded
{
    public const string Identified = "识别", Removed = "消除";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid HouseholdId { get; init; }
    public long Division { get; set; }
    /// <summary>识别 or 消除.</summary>
    public string Phase { get; init; } = Identified;
    public int Version { get; set; }
}

/// <summary>监测收支; amounts in 分.</summary>
internal sealed class MonitorIncome : PhaseRecord
{
    public long? Wage { get; set; }
    public long? Business { get; set; }
    public long? Property { get; set; }
    public long? Transfer { get; set; }
    public long? BusinessCost { get; set; }
    public long? Net { get; set; }
    public long? PerCapita { get; set; }
    public long? InsuranceClaim { get; set; }
    public long? CompliantSelfPay { get; set; }
    public long? ReferenceTotal { get; set; }
    public long? ReferencePerCapita { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<MonitorIncome>
    {
        public void Configure(EntityTypeBuilder<MonitorIncome> builder)
        {
            builder.ToTable("monitor_income");
            builder.Property(r => r.Phase).HasMaxLength(10);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => new { r.HouseholdId, r.Phase }).IsUnique(); // one of each phase
        }
    }
}

/// <summary>保障检查: housing, school, water and insurance.</summary>
internal sealed class SafeguardCheck : PhaseRecord
{
    public bool? HousingProblem { get; set; }
    public bool? DropoutProblem { get; set; }
    public bool? WaterProblem { get; set; }
    public bool? UninsuredProblem { get; set; }
    public string? MainProblems { get; set; }
    public bool? CanCope { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SafeguardCheck>
    {
        public void Configure(EntityTypeBuilder<SafeguardCheck> builder)
        {
            builder.ToTable("safeguard_check");
            builder.Property(r => r.Phase).HasMaxLength(10);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => new { r.HouseholdId, r.Phase }).IsUnique(); // one of each phase
        }
    }
}
