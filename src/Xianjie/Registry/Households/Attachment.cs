using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>附件: a file kept with a household (photo, certificate, signed sheet).</summary>
internal sealed class Attachment : IInDivision, IRecorded
{
    public const long Limit = 20 << 20;
    public const int MostPerHousehold = 100;

    /// <summary>Endings that may be kept and the content type they are served with.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".png"] = "image/png", [".pdf"] = "application/pdf",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".txt"] = "text/plain; charset=utf-8",
    };

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required Guid FileId { get; init; }
    public required string Name { get; init; }
    public string? Note { get; init; }
    public required long Size { get; init; }
    public required string ContentType { get; init; }
    /// <summary>The visit, sheet or inspection that the photo was taken for.</summary>
    public Guid? Subject { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Attachment>
    {
        public void Configure(EntityTypeBuilder<Attachment> builder)
        {
            builder.ToTable("attachment");
            builder.Property(a => a.Name).HasMaxLength(260);
            builder.HasIndex(a => a.HouseholdId); // files of a household
        }
    }
}
