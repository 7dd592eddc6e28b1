using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>
/// A figure of a village as it stood from one day up to (not including) another, with the rows it was made of. Every night closes and opens only
/// where something changed, so that any past day can be seen again. Pages read these; nobody counts a county to look at it.
/// </summary>
internal sealed class IndicatorValue : IInDivision
{
    /// <summary>The end of what still stands.</summary>
    public static readonly DateOnly Open = new(9999, 12, 31);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    /// <summary>户, 人 or empty.</summary>
    public required string By { get; init; }
    public required long Division { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Below { get; set; }
    public required DateTimeOffset At { get; init; }
    public required long Numerator { get; init; }
    public required long Denominator { get; init; }
    /// <summary>Of <see cref="KeptRows"/>; null where there are none.</summary>
    public Guid? NumeratorRows { get; init; }
    public Guid? DenominatorRows { get; init; }
    /// <summary>Of the <see cref="IndicatorVersion"/> that it was reckoned with.</summary>
    public required Guid Version { get; init; }

    public bool IsSame(IndicatorValue other) => (Numerator, Denominator, NumeratorRows, DenominatorRows, Version) == (other.Numerator, other.Denominator, other.NumeratorRows, other.DenominatorRows, other.Version);

    public IndicatorValue Over(DateOnly from, DateOnly below) => new()
    {
        Key = Key, By = By, Division = Division, From = from, Below = below, At = At, Numerator = Numerator, Denominator = Denominator, NumeratorRows = NumeratorRows, DenominatorRows = DenominatorRows, Version = Version,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<IndicatorValue>
    {
        public void Configure(EntityTypeBuilder<IndicatorValue> builder)
        {
            builder.ToTable("indicator_value");
            builder.Property(v => v.Key).HasMaxLength(40);
            builder.Property(v => v.By).HasMaxLength(4);
            builder.Property(v => v.From).HasColumnName("from_day");
            builder.Property(v => v.Below).HasColumnName("below_day");
            builder.HasIndex(v => new { v.Key, v.By, v.Division, v.From }).IsUnique(); // one figure of a village and day
            builder.HasIndex(v => new { v.Key, v.Below, v.Division });                 // figures of an area on a day: what ended before is passed over
            builder.HasIndex(v => v.NumeratorRows);                                    // whether rows are still needed
            builder.HasIndex(v => v.DenominatorRows);                                  // the same
        }
    }
}
