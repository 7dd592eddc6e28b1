using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.BarrierFree;

internal enum ConversionState { 已申请, 已批准, 已完工, 已验收, 不需要 }

/// <summary>无障碍改造: the home of one severely disabled person, from the application to the acceptance.</summary>
internal sealed class Conversion : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required long Division { get; set; }
    public required string Name { get; init; }
    public required string Disability { get; init; }
    public required ConversionState State { get; set; }
    /// <summary>What is built: 坡道、扶手 …, joined by <c>;</c>.</summary>
    public required string Works { get; set; }
    public DateOnly? AppliedOn { get; set; }
    public DateOnly? ApprovedOn { get; set; }
    public DateOnly? DoneOn { get; set; }
    public DateOnly? AcceptedOn { get; set; }
    /// <summary>分.</summary>
    public long? Amount { get; set; }
    public string? Note { get; set; }
    /// <summary>Photos kept with the household, joined by <c>;</c>.</summary>
    public required string Photos { get; set; }
    public int Version { get; set; }

    public IReadOnlyList<Guid> PhotoIds => [.. Photos.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    /// <summary>What may be built (残联 lists for rural homes).</summary>
    public static readonly IReadOnlyList<string> Kinds = ["坡道", "扶手", "门改造", "卫生间改造", "厨房改造", "闪光门铃", "语音提示", "地面平整", "床椅辅具", "其他"];

    internal sealed class Mapping : IEntityTypeConfiguration<Conversion>
    {
        public void Configure(EntityTypeBuilder<Conversion> builder)
        {
            builder.ToTable("barrier_conversion");
            builder.Ignore(c => c.PhotoIds);
            builder.Property(c => c.Name).HasMaxLength(120);
            builder.Property(c => c.Disability).HasMaxLength(40);
            builder.Property(c => c.Works).HasMaxLength(200);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => c.PersonId).IsUnique();                  // one for a person
            builder.HasIndex(c => c.HouseholdId);                          // those of a household
            builder.HasIndex(c => new { c.State, c.Division });            // a state in an area
        }
    }
}
