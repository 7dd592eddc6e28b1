using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xianjie.Platform.Protection.Rotation;

/// <summary>How many values of a column, or stored files, were sealed by a key when they were last counted.</summary>
internal sealed class SealCount
{
    public const string Files = "文件";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Place { get; init; }
    public required string Column { get; init; }
    public required int Key { get; init; }
    public required long Values { get; init; }
    /// <summary>The column's rows are never changed: its values stay under their key.</summary>
    public required bool Forever { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SealCount>
    {
        public void Configure(EntityTypeBuilder<SealCount> builder)
        {
            builder.ToTable("seal_count");
            builder.Property(c => c.Place).HasMaxLength(80);
            builder.Property(c => c.Column).HasMaxLength(80);
            builder.HasIndex(c => new { c.Place, c.Column, c.Key }).IsUnique(); // one figure each
        }
    }
}
