using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Import;

internal enum ImportState { Mapping, Running, Done, Undoing, Undone }

/// <summary>One uploaded registry file on its way in: how its columns were understood, what came of it, and whether it was undone.</summary>
internal sealed class ImportBatch : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>The uploaded file; null where the command line read it from disk.</summary>
    public Guid? FileId { get; init; }
    public required string FileName { get; init; }
    /// <summary>The uploader's own area: nothing outside of it is taken in.</summary>
    public required long Division { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>One of <see cref="FileShape.All"/>.</summary>
    public required string Shape { get; set; }
    /// <summary>JSON: header key to catalogue key, empty for a column left aside; null while only guessed.</summary>
    public string? Mapping { get; set; }
    /// <summary>Year of the incomes where the file has no column for it.</summary>
    public int? Year { get; set; }
    public ImportState State { get; set; } = ImportState.Mapping;
    public Guid? JobId { get; set; }
    /// <summary>JSON of <see cref="ImportCounts"/>.</summary>
    public string? Counts { get; set; }
    public Guid? ErrorFileId { get; set; }
    public Guid? DoubtFileId { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    /// <summary>What the undo left in place and why, one line each.</summary>
    public string? UndoNote { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ImportBatch>
    {
        public void Configure(EntityTypeBuilder<ImportBatch> builder)
        {
            builder.ToTable("import_batch");
            builder.Property(b => b.FileName).HasMaxLength(260);
            builder.Property(b => b.By).HasMaxLength(60);
            builder.Property(b => b.Shape).HasMaxLength(20);
            builder.HasIndex(b => new { b.Division, b.At }); // history of an area, newest first
        }
    }
}

/// <summary>A column mapping kept by name for the next file of its kind.</summary>
internal sealed class ImportMapping : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required long Division { get; init; }
    public required string Shape { get; set; }
    /// <summary>JSON as <see cref="ImportBatch.Mapping"/>.</summary>
    public required string Columns { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ImportMapping>
    {
        public void Configure(EntityTypeBuilder<ImportMapping> builder)
        {
            builder.ToTable("import_mapping");
            builder.Property(m => m.Name).HasMaxLength(60);
            builder.Property(m => m.Shape).HasMaxLength(20);
            builder.Property(m => m.By).HasMaxLength(60);
            builder.HasIndex(m => new { m.Division, m.Name }).IsUnique(); // one mapping of a name per area
        }
    }
}

/// <summary>What came of an import.</summary>
internal sealed record ImportCounts
{
    public int Rows { get; set; }
    public int Good { get; set; }
    public int Bad { get; set; }
    public int Doubts { get; set; }
    /// <summary>Rows that hold exactly what the registry already holds.</summary>
    public int Unchanged { get; set; }
    /// <summary>Fact to new records.</summary>
    public Dictionary<string, int> Added { get; init; } = [];
    /// <summary>Fact to changed records.</summary>
    public Dictionary<string, int> Changed { get; init; } = [];

    public string Words
    {
        get
        {
            var parts = Added.Where(a => a.Value > 0).Select(a => $"新增{a.Key} {a.Value:N0} 条").Concat(Changed.Where(c => c.Value > 0).Select(c => $"更新{c.Key} {c.Value:N0} 条")).ToList();
            return $"共 {Rows:N0} 行：导入 {Good:N0} 行（其中与系统一致、未改动 {Unchanged:N0} 行），退回 {Bad:N0} 行，疑点 {Doubts:N0} 条。"
                + (parts.Count > 0 ? string.Join("，", parts) + "。" : string.Empty);
        }
    }
}
