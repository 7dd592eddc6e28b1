using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Definitions;

/// <summary>
/// One version of a definition, never changed afterwards: rows name it, so that a period shows as it was. The definitions that ship are kept
/// too, from their first row on; what a county has built or changed on screen holds for that county.
/// </summary>
internal sealed class DefinitionVersion : IRecorded, IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    public required int Version { get; init; }
    /// <summary>The county whose own it is; 0 for a shipped one.</summary>
    public required long County { get; init; }
    public required string Text { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    /// <summary>No rows are taken any more.</summary>
    public bool Retired { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Why { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DefinitionVersion>
    {
        public void Configure(EntityTypeBuilder<DefinitionVersion> builder)
        {
            builder.ToTable("ledger_definition");
            builder.Property(d => d.Key).HasMaxLength(60);
            builder.Property(d => d.By).HasMaxLength(200);
            builder.Property(d => d.Why).HasMaxLength(400);
            builder.HasIndex(d => new { d.Key, d.Version }).IsUnique(); // the version that a row names
        }
    }
}
