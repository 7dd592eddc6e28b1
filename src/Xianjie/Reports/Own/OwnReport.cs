using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Reports.Own;

internal enum Every { 不定时, 每日, 每周, 每月 }

/// <summary>A report that somebody put together and saved: what to ask, never what came of it. Whoever opens it sees what they may see themselves.</summary>
internal sealed class OwnReport : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Title { get; set; }
    /// <summary>An <see cref="OwnQuery"/> as JSON.</summary>
    public required string Query { get; set; }
    public required Guid OwnerId { get; init; }
    public required string Owner { get; init; }
    public required long Division { get; init; }
    public string? Department { get; init; }
    /// <summary>Seen by colleagues of the same place and department too.</summary>
    public bool Shared { get; set; }
    public Every Every { get; set; }
    /// <summary>What the file that comes by itself is for, as every export says.</summary>
    public string? Purpose { get; set; }
    public DateTimeOffset At { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OwnReport>
    {
        public void Configure(EntityTypeBuilder<OwnReport> builder)
        {
            builder.ToTable("own_report");
            builder.Property(r => r.Title).HasMaxLength(60);
            builder.Property(r => r.Owner).HasMaxLength(200);
            builder.Property(r => r.Department).HasMaxLength(60);
            builder.Property(r => r.Purpose).HasMaxLength(100);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => new { r.Division, r.OwnerId }); // one's own and those of one's unit
            builder.HasIndex(r => r.Every);                       // what is due by itself
        }
    }
}

/// <summary>That a report was put on the board for a period: the database holds one of each, so that it comes once.</summary>
internal sealed class OwnRun : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    /// <summary>First day of the period as yyyyMMdd.</summary>
    public required int Period { get; init; }
    public required long Division { get; init; }
    public required Guid JobId { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OwnRun>
    {
        public void Configure(EntityTypeBuilder<OwnRun> builder)
        {
            builder.ToTable("own_run");
            builder.HasIndex(r => new { r.ReportId, r.Period }).IsUnique(); // one a period
        }
    }
}
