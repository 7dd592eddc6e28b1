using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xianjie.Platform.Backup.Drills;

/// <summary>Report of one drill: what was restored, how long it took (the recovery time), and whether everything was there.</summary>
internal sealed class BackupDrill
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }
    public required bool Good { get; init; }
    public required string Part { get; init; }
    /// <summary>Until the restored database could be used, without the checks.</summary>
    public required double RestoreSeconds { get; init; }
    public required double CheckSeconds { get; init; }
    public required long Rows { get; init; }
    public required string Words { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BackupDrill>
    {
        public void Configure(EntityTypeBuilder<BackupDrill> builder)
        {
            builder.ToTable("backup_drill");
            builder.Property(d => d.Part).HasMaxLength(160);
            builder.Property(d => d.Words).HasMaxLength(600);
            builder.HasIndex(d => d.At); // the latest ones
        }
    }
}
