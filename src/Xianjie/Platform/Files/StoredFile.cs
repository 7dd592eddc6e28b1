using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Files;

/// <summary>A file that was uploaded or made; its bytes lie encrypted in the file store under its id.</summary>
internal sealed class StoredFile : IInDivision
{
    /// <summary>Purposes of exports: in 下载中心 of who made it; and made, but waiting for a second person.</summary>
    public const string Export = "export", Held = "export-held";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    public required long Size { get; init; }
    /// <summary>SHA-256 of the plain bytes, hex: the receipt's proof and the guard against sending twice.</summary>
    public required string Hash { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Division { get; init; }
    /// <summary>upload, export, errors …: who may fetch it depends on the page that offers it.</summary>
    public required string Purpose { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The same file, kept no longer than that.</summary>
    public StoredFile Until(DateTimeOffset expires) => new()
    {
        Id = Id, Name = Name, ContentType = ContentType, Size = Size, Hash = Hash, By = By, At = At, Division = Division, Purpose = Purpose, ExpiresAt = expires,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<StoredFile>
    {
        public void Configure(EntityTypeBuilder<StoredFile> builder)
        {
            builder.ToTable("stored_file");
            builder.Property(f => f.Name).HasMaxLength(260);
            builder.Property(f => f.ContentType).HasMaxLength(120);
            builder.Property(f => f.Hash).HasMaxLength(64);
            builder.Property(f => f.By).HasMaxLength(60);
            builder.Property(f => f.Purpose).HasMaxLength(40);
            builder.HasIndex(f => new { f.By, f.At }); // 下载中心 of a user
        }
    }
}
