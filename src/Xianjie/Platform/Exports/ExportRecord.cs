using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Exports;

internal enum ExportState { 生成中, 已下载, 待复核, 可下载, 已删除 }

/// <summary>One file that left the system, or waits to: who, when, what for, how many rows, and enough of its rows to know them again (<see cref="RowPrints"/>).</summary>
internal sealed class ExportRecord : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>第 N 份: stands in the file, seen and unseen.</summary>
    public required int Number { get; init; }
    public required string Title { get; init; }
    public required string FileName { get; init; }
    public required string Purpose { get; init; }
    /// <summary>Citizen ids, phones, cards stand in it in full.</summary>
    public required bool Revealed { get; init; }
    public required Guid ById { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Division { get; init; }
    public int Rows { get; set; }
    public ExportState State { get; set; } = ExportState.生成中;
    /// <summary>SHA-256 of the file, hex.</summary>
    public string? Hash { get; set; }
    /// <summary>Where it lies until it expires; null where it went out at once.</summary>
    public Guid? FileId { get; set; }
    public int Downloads { get; set; }
    public int MostDownloads { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? DeletedAt { get; set; }
    /// <summary>Key of the prints.</summary>
    [SealedAs(Sealed.Form)]
    public required byte[] SaltSealed { get; init; }
    public byte[] Prints { get; set; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<ExportRecord>
    {
        public void Configure(EntityTypeBuilder<ExportRecord> builder)
        {
            builder.ToTable("export_record");
            builder.Property(r => r.Title).HasMaxLength(120);
            builder.Property(r => r.FileName).HasMaxLength(260);
            builder.Property(r => r.Purpose).HasMaxLength(200);
            builder.Property(r => r.By).HasMaxLength(200);
            builder.Property(r => r.Hash).HasMaxLength(64);
            builder.HasIndex(r => r.Number).IsUnique();      // the number that stands in a file
            builder.HasIndex(r => r.FileId);                 // the record of a download
            builder.HasIndex(r => new { r.ById, r.At });     // what someone took out
            builder.HasIndex(r => r.Hash);                   // the very file again
        }
    }
}
