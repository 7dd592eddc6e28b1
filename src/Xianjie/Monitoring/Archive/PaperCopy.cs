using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Archive;

/// <summary>
/// A paper as it was issued: the Word file and the data that it was filled with, both kept with their hashes and never written again. The
/// signed copy is scanned and kept beside it. A paper that was wrong is voided with a reason, and a new one is issued.
/// </summary>
internal sealed class PaperCopy : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    /// <summary>The case or removal that it belongs to.</summary>
    public Guid? Subject { get; init; }
    public required string TemplateVersion { get; init; }
    public required Guid FileId { get; init; }
    /// <summary>SHA-256 of the Word file, hex.</summary>
    public required string Hash { get; init; }
    /// <summary>File with the data as JSON.</summary>
    public required Guid DataId { get; init; }
    /// <summary>With full numbers, for this purpose.</summary>
    public string? Purpose { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? SignedFileId { get; private set; }
    public string? SignedName { get; private set; }
    public string? SignedHash { get; private set; }
    public DateOnly? SignedOn { get; private set; }
    public string? SignedBy { get; private set; }
    public DateTimeOffset? SignedAt { get; private set; }
    public string? VoidWhy { get; private set; }
    public string? VoidBy { get; private set; }
    public DateTimeOffset? VoidAt { get; private set; }
    public int Version { get; private set; }

    public bool IsSigned => SignedFileId is not null;
    public bool IsVoid => VoidAt is not null;

    /// <exception cref="InvalidOperationException">Signed or voided already: neither is ever replaced.</exception>
    public void Sign(Guid file, string name, string hash, DateOnly on, string by, DateTimeOffset at)
    {
        if (IsSigned || IsVoid)
            throw new InvalidOperationException("A signed or voided paper does not change.");
        (SignedFileId, SignedName, SignedHash, SignedOn, SignedBy, SignedAt, Version) = (file, name, hash, on, by, at, Version + 1);
    }

    public void Void(string why, string by, DateTimeOffset at)
    {
        if (IsVoid)
            throw new InvalidOperationException("The paper is void already.");
        (VoidWhy, VoidBy, VoidAt, Version) = (why, by, at, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PaperCopy>
    {
        public void Configure(EntityTypeBuilder<PaperCopy> builder)
        {
            builder.ToTable("paper_copy");
            builder.Ignore(c => c.IsSigned);
            builder.Ignore(c => c.IsVoid);
            builder.Property(c => c.Code).HasMaxLength(40);
            builder.Property(c => c.Title).HasMaxLength(120);
            builder.Property(c => c.TemplateVersion).HasMaxLength(12);
            builder.Property(c => c.Hash).HasMaxLength(64);
            builder.Property(c => c.By).HasMaxLength(140);
            builder.Property(c => c.SignedHash).HasMaxLength(64);
            builder.Property(c => c.SignedName).HasMaxLength(260);
            builder.Property(c => c.SignedBy).HasMaxLength(140);
            builder.Property(c => c.VoidBy).HasMaxLength(140);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => c.HouseholdId); // the archive of a household
        }
    }
}
