using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Reveals;

/// <summary>For which purpose someone may see full values of one record, in one session, for some minutes.</summary>
internal sealed class RevealGrant : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string Session { get; init; }
    public required Guid Record { get; init; }
    public required long Division { get; init; }
    public required string Purpose { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset Until { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RevealGrant>
    {
        public void Configure(EntityTypeBuilder<RevealGrant> builder)
        {
            builder.ToTable("reveal_grant");
            builder.Property(g => g.Session).HasMaxLength(80);
            builder.Property(g => g.Purpose).HasMaxLength(100);
            builder.HasIndex(g => new { g.UserId, g.Record, g.Until }); // whether it is open now
        }
    }
}
