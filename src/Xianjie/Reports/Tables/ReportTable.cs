using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Reports.Tables;

internal enum TableState { 草稿, 已上报, 已更正 }

/// <summary>
/// A table of an area and a period. A draft is drawn up anew as often as wanted; once reported, workbook, figures and the rows behind them stay as
/// they were. Another one of the same period is a version of its own.
/// </summary>
internal sealed class ReportTable : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    public required int TemplateVersion { get; set; }
    public required string Title { get; set; }
    public required TableKind Kind { get; init; }
    /// <summary>First day of the period as yyyyMMdd.</summary>
    public required int Period { get; init; }
    public required long Division { get; init; }
    /// <summary>Version of the table: 1 for the first, one more for each that puts it right.</summary>
    public required int Number { get; init; }
    public TableState State { get; set; } = TableState.草稿;
    [Unrecorded]
    public required byte[] Workbook { get; set; }
    /// <summary>Where the filled cells stand and what is in them.</summary>
    [Unrecorded]
    public required string Cells { get; set; }
    public required string DrawnBy { get; set; }
    public required DateTimeOffset DrawnAt { get; set; }
    public string? ReportedBy { get; set; }
    public DateTimeOffset? ReportedAt { get; set; }
    /// <summary>What was said when it was reported.</summary>
    public string? Words { get; set; }
    public int Version { get; set; }

    public TableSpan Span => TableSpan.Of(Kind, Period) ?? throw new InvalidOperationException("A table has a period of its kind.");

    public IReadOnlyList<PlacedCell> Placed() => JsonSerializer.Deserialize<List<PlacedCell>>(Cells) ?? [];

    internal sealed class Mapping : IEntityTypeConfiguration<ReportTable>
    {
        public void Configure(EntityTypeBuilder<ReportTable> builder)
        {
            builder.ToTable("report_table");
            builder.Property(t => t.Key).HasMaxLength(60);
            builder.Property(t => t.Title).HasMaxLength(120);
            builder.Property(t => t.DrawnBy).HasMaxLength(200);
            builder.Property(t => t.ReportedBy).HasMaxLength(200);
            builder.Property(t => t.Words).HasMaxLength(400);
            builder.Property(t => t.Version).IsConcurrencyToken();
            builder.HasIndex(t => new { t.Key, t.Division, t.Period, t.Number }).IsUnique(); // the versions of a table in an area
        }
    }
}

/// <summary>A filled cell: where it is now and in the template, for which place, what was asked, and what stands in it.</summary>
/// <param name="Place">Division code; below nought for rows that stand at the area itself.</param>
/// <param name="Ask">The expression, or the formula with its equals sign; null for cells of words.</param>
internal sealed record PlacedCell(string Sheet, string At, string Origin, long Place, string? Ask, decimal? Value, string Text)
{
    /// <summary>By this the same cell is found in another period or version, wherever its row went.</summary>
    public (string, string, long) Key => (Sheet, Origin, Place);
}

/// <summary>A figure of a table with the rows it was made of.</summary>
internal sealed class ReportFigure : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TableId { get; init; }
    public required long Division { get; init; }
    public required string Ask { get; init; }
    public required long Place { get; init; }
    public decimal? Value { get; init; }
    /// <summary>Where the rows are found again; null where the figure has none.</summary>
    public string? Source { get; init; }
    public int Rows { get; init; }
    public byte[]? Behind { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReportFigure>
    {
        public void Configure(EntityTypeBuilder<ReportFigure> builder)
        {
            builder.ToTable("report_figure");
            builder.Property(f => f.Ask).HasMaxLength(420);
            builder.Property(f => f.Source).HasMaxLength(120);
            builder.Property(f => f.Value).HasPrecision(24, 6);
            builder.HasIndex(f => f.TableId); // the figures of a table
        }
    }
}

/// <summary>What somebody put to a cell of a draft: a value that no ledger holds, or words beside a figure.</summary>
internal sealed class ReportEntry : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TableId { get; init; }
    public required long Division { get; init; }
    public required string Sheet { get; init; }
    /// <summary>The cell in the template and the place of its row: these stay when the table is drawn up anew.</summary>
    public required string Origin { get; init; }
    public required long Place { get; init; }
    public decimal? Value { get; set; }
    public string? Note { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReportEntry>
    {
        public void Configure(EntityTypeBuilder<ReportEntry> builder)
        {
            builder.ToTable("report_entry");
            builder.Property(e => e.Sheet).HasMaxLength(40);
            builder.Property(e => e.Origin).HasMaxLength(12);
            builder.Property(e => e.Value).HasPrecision(24, 6);
            builder.Property(e => e.Note).HasMaxLength(400);
            builder.Property(e => e.By).HasMaxLength(200);
            builder.HasIndex(e => new { e.TableId, e.Sheet, e.Origin, e.Place }).IsUnique(); // what was put to a cell
        }
    }
}
