using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.SingleSignOn;

/// <summary>Who someone is at the government's single sign-on. Linked on purpose by the person or an administrator, never by a name or an address.</summary>
internal sealed class ForeignIdentity : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string Issuer { get; init; }
    public required string Subject { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ForeignIdentity>
    {
        public void Configure(EntityTypeBuilder<ForeignIdentity> builder)
        {
            builder.ToTable("foreign_identity");
            builder.Property(i => i.Issuer).HasMaxLength(200);
            builder.Property(i => i.Subject).HasMaxLength(255);
            builder.HasIndex(i => new { i.Issuer, i.Subject }).IsUnique(); // sign-in, and one account for one person
            builder.HasIndex(i => i.UserId);                               // an account's links
        }
    }
}
