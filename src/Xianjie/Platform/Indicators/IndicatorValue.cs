using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>
/// A figure of a village as it stood in a month, kept for indicators whose rows carry no dates: written every night over the present
/// month, so that the last one of a month stays.
/// </summary>
internal sealed class IndicatorValue : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    /// <summary>户, 人 or empty.</summary>
    public required string By { get; init; }
    public required long Division { get; init; }
    /// <summary>yyyyMM.</summary>
    public required int Month { get; init; }
    public required DateOnly On { get; init; }
    public required long Numerator { get; init; }
    public required long Denominator { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IndicatorValue>
    {
        public void Configure(EntityTypeBuilder<IndicatorValue> builder)
        {
            builder.ToTable("indicator_value");
            builder.Property(v => v.Key).HasMaxLength(40);
            builder.Property(v => v.By).HasMaxLength(4);
            builder.HasIndex(v => new { v.Month, v.Key, v.By, v.Division }).IsUnique(); // one figure of a village and month
            builder.HasIndex(v => v.On);                                                // whether today has been written
        }
    }
}
