using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>
/// 年收入: one household's income of a year; amounts in 分. The five totals are what rules and figures use; the parts
/// (务工, 种植, 土地流转 …, monitoring.md 1.3) stand in <see cref="Parts"/> and, where given, add up to their total.
/// </summary>
internal sealed class IncomeYear : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required int Year { get; init; }
    /// <summary>Two accounting periods are in use (calendar year, and October to September); which one is stored, never assumed.</summary>
    public DateOnly? PeriodStart { get; set; }
    public DateOnly? PeriodEnd { get; set; }
    public long? Wage { get; set; }
    public long? Business { get; set; }
    public long? Property { get; set; }
    public long? Transfer { get; set; }
    public long? BusinessCost { get; set; }
    public long? FamilyPlanning { get; set; }
    public long? DibaoMoney { get; set; }
    public long? TekunMoney { get; set; }
    public long? PensionMoney { get; set; }
    public long? EcologyMoney { get; set; }
    public long? Net { get; set; }
    public long? PerCapita { get; set; }
    public long? InsuranceClaim { get; set; }
    public long? CompliantSelfPay { get; set; }
    /// <summary>JSON object, part name to 分.</summary>
    public string? Parts { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IncomeYear>
    {
        public void Configure(EntityTypeBuilder<IncomeYear> builder)
        {
            builder.ToTable("income_year");
            builder.Property(i => i.Version).IsConcurrencyToken();
            builder.HasIndex(i => new { i.HouseholdId, i.Year }).IsUnique(); // one statement a year
        }
    }
}

/// <summary>生产生活条件 of a household, as last seen. Areas in 亩, distance in km, floor space in m².</summary>
internal sealed class Living : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public decimal? FarmlandMu { get; set; }
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
    public bool? Tv { get; set; }
    public bool? InCoop { get; set; }
    public bool? LedByEnterprise { get; set; }
    public bool? LedByPioneer { get; set; }
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

/// <summary>How far a measure is: only 落实中 and 已完成 count as help that was given.</summary>
internal enum MeasureProgress { 计划, 落实中, 已完成, 中止 }

/// <summary>帮扶措施 that a household has: group and measure to the last level, from when to when, 分.</summary>
internal sealed class Measure : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required string MeasureGroup { get; set; }
    /// <summary>Column <c>measure</c> of the catalogue.</summary>
    public required string Name { get; set; }
    public DateOnly? StartDate { get; set; }
    public DateOnly? EndDate { get; set; }
    public long? Amount { get; set; }
    public MeasureProgress Progress { get; set; } = MeasureProgress.落实中;
    /// <summary>Why it was broken off.</summary>
    public string? StopReason { get; set; }
    /// <summary>The risk that it answers, of code list 风险.</summary>
    public string? Risk { get; set; }
    /// <summary>For whom in the household; null: for all.</summary>
    public Guid? PersonId { get; set; }
    public string? Effect { get; set; }
    public int Version { get; set; }

    public bool IsGiven => Progress is MeasureProgress.落实中 or MeasureProgress.已完成;

    internal sealed class Mapping : IEntityTypeConfiguration<Measure>
    {
        public void Configure(EntityTypeBuilder<Measure> builder)
        {
            builder.ToTable("measure");
            builder.Property(m => m.Version).IsConcurrencyToken();
            builder.HasIndex(m => m.HouseholdId); // measures of a household
        }
    }
}

/// <summary>A dated mark on a household: a risk or a label, and where it came from.</summary>
internal sealed class HouseholdTag : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    /// <summary>风险 or 标签.</summary>
    public required string Kind { get; init; }
    public required string Value { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }
    public string? Source { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<HouseholdTag>
    {
        public void Configure(EntityTypeBuilder<HouseholdTag> builder)
        {
            builder.ToTable("household_tag");
            builder.HasIndex(t => t.HouseholdId); // tags of a household
            builder.HasIndex(t => new { t.Value, t.Division }); // households with a tag in an area
        }
    }
}
