using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Intake;

namespace Xianjie.Comparison.Clues;

/// <summary>One source of a clue: by which channel, from whom, under which number, when. Rows are only added, so a merged clue keeps every source.</summary>
internal sealed class ClueSource : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClueId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required long Division { get; init; }
    public required ClueChannel Channel { get; init; }
    /// <summary>A department, 走访, 扫码申报, 12345 …</summary>
    public required string Source { get; init; }
    public string? Number { get; init; }
    public string? Link { get; init; }
    /// <summary>The run, visit or letter it came from.</summary>
    public required Guid Origin { get; init; }
    public required DateOnly On { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ClueSource>
    {
        public void Configure(EntityTypeBuilder<ClueSource> builder)
        {
            builder.ToTable("clue_source");
            builder.Property(s => s.Source).HasMaxLength(60);
            builder.Property(s => s.Number).HasMaxLength(80);
            builder.Property(s => s.Link).HasMaxLength(200);
            builder.Property(s => s.By).HasMaxLength(140);
            builder.HasIndex(s => new { s.ClueId, s.Channel, s.Source, s.Origin }).IsUnique(); // the sources of a clue, each once
            builder.HasIndex(s => s.Origin);                                                   // the clues that came of a letter, a visit or a survey sheet
        }
    }
}
