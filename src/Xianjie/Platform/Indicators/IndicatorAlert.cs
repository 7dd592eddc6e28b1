using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>A figure beyond its red line in a place, from the night that found it to the night that found it back. Derived from the kept figures, which is why it is not recorded beside.</summary>
internal sealed class IndicatorAlert : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    public required string By { get; init; }
    /// <summary>The place itself: village, township or county.</summary>
    public required long Division { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    /// <summary>The figure and the line as they are shown, when it was found and last seen.</summary>
    public required string Value { get; init; }
    public required string Latest { get; set; }
    public required string Line { get; set; }
    public DateOnly? ClosedOn { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public void Close(DateOnly on, DateTimeOffset at)
    {
        if (ClosedOn is not null)
            throw new InvalidOperationException("The alert is closed already.");
        (ClosedOn, ClosedAt) = (on, at);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<IndicatorAlert>
    {
        public void Configure(EntityTypeBuilder<IndicatorAlert> builder)
        {
            builder.ToTable("indicator_alert");
            builder.Property(a => a.Key).HasMaxLength(40);
            builder.Property(a => a.By).HasMaxLength(4);
            builder.Property(a => a.Value).HasMaxLength(60);
            builder.Property(a => a.Latest).HasMaxLength(60);
            builder.Property(a => a.Line).HasMaxLength(60);
            builder.HasIndex(a => new { a.ClosedOn, a.Key, a.Division }); // what stands, by indicator and place
            builder.HasIndex(a => new { a.Division, a.OpenedOn });        // the list of an area, newest first
        }
    }
}
