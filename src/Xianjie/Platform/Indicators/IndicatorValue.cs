using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>
/// A figure of a village as it stood in a month, with the rows it was made of: written every night over the present month (and, where its
/// rows carry dates, over the month before), so that the last one of a month stays. Pages read these; nobody counts a county to look at it.
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
    public required DateTimeOffset At { get; init; }
    public required long Numerator { get; init; }
    public required long Denominator { get; init; }
    /// <summary>Of <see cref="KeptRows"/>; null where there are none.</summary>
    public Guid? NumeratorRows { get; init; }
    public Guid? DenominatorRows { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IndicatorValue>
    {
        public void Configure(EntityTypeBuilder<IndicatorValue> builder)
        {
            builder.ToTable("indicator_value");
            builder.Property(v => v.Key).HasMaxLength(40);
            builder.Property(v => v.By).HasMaxLength(4);
            builder.HasIndex(v => new { v.Month, v.Key, v.By, v.Division }).IsUnique(); // one figure of a village and month
            builder.HasIndex(v => v.On);                                                // whether today has been written
            builder.HasIndex(v => v.NumeratorRows);                                     // whether rows are still needed
            builder.HasIndex(v => v.DenominatorRows);                                   // the same
        }
    }
}
