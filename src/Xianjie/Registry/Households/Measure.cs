using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

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
