using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>PostgreSQL only: the key of a row that was deleted since the last base, written by a trigger, so that increments can say so.</summary>
internal sealed class DeletedRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TableName { get; init; }
    /// <summary>The values of the primary key as a JSON list.</summary>
    public required string Key { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DeletedRow>
    {
        public void Configure(EntityTypeBuilder<DeletedRow> builder) => builder.ToTable("deleted_row");
    }
}
