using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>The figures of a county were kept for a day: what has no value then is nought, and not unknown.</summary>
internal sealed class IndicatorRun : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>The county.</summary>
    public required long Division { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset At { get; set; }
    /// <summary>All indicators; else only those whose rows carry dates, for a day in the past.</summary>
    public required bool IsWhole { get; set; }
    /// <summary>How often the day was worked out: what was remembered of it is good until the next time.</summary>
    public int Times { get; set; } = 1;

    internal sealed class Mapping : IEntityTypeConfiguration<IndicatorRun>
    {
        public void Configure(EntityTypeBuilder<IndicatorRun> builder)
        {
            builder.ToTable("indicator_run");
            builder.HasIndex(r => new { r.Division, r.On }).IsUnique(); // whether a day was kept
            builder.HasIndex(r => r.On);                                // what the night has done
        }
    }
}

/// <summary>The text of a definition by which figures were kept; named by its hash, never changed.</summary>
internal sealed class IndicatorVersion
{
    public required Guid Id { get; init; }
    public required string Key { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IndicatorVersion>
    {
        public void Configure(EntityTypeBuilder<IndicatorVersion> builder)
        {
            builder.ToTable("indicator_version");
            builder.Property(v => v.Id).ValueGeneratedNever();
            builder.Property(v => v.Key).HasMaxLength(40);
            builder.HasIndex(v => v.Key); // versions of an indicator
        }
    }
}
