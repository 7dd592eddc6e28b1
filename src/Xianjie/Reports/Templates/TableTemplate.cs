using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Reports.Templates;

/// <summary>A version of a table's template as the county keeps it (模板包): the workbook that the upper office sent, with the expressions in it. Versions are only added.</summary>
internal sealed class TableTemplate : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    public required string Title { get; init; }
    public required TableKind Kind { get; init; }
    /// <summary>To whom the table goes.</summary>
    public required string To { get; init; }
    public required string Basis { get; init; }
    public required long County { get; init; }
    public required int Version { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    /// <summary>Tables of periods from then on are no longer asked for.</summary>
    public required bool Retired { get; init; }
    public required string FileName { get; init; }
    [Unrecorded]
    public required byte[] Content { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Why { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TableTemplate>
    {
        public void Configure(EntityTypeBuilder<TableTemplate> builder)
        {
            builder.ToTable("table_template");
            builder.Property(t => t.Key).HasMaxLength(60);
            builder.Property(t => t.Title).HasMaxLength(120);
            builder.Property(t => t.To).HasMaxLength(120);
            builder.Property(t => t.Basis).HasMaxLength(300);
            builder.Property(t => t.FileName).HasMaxLength(260);
            builder.Property(t => t.By).HasMaxLength(200);
            builder.Property(t => t.Why).HasMaxLength(400);
            builder.HasIndex(t => new { t.County, t.Key, t.Version }).IsUnique(); // the versions of a county's table
        }
    }
}
