using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Access;

/// <summary>Someone who signs in: one role, one division, and for department officers the department.</summary>
internal sealed class User : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Login { get; init; }
    public required string Name { get; set; }
    public required string Role { get; set; }
    public required long Division { get; set; }
    public string? Department { get; set; }
    [Unrecorded]
    public required string PasswordHash { get; set; }
    /// <summary>When someone else set the password; its owner must change it at the first sign-in. Null once done.</summary>
    public DateTimeOffset? PasswordGivenAt { get; set; }
    public DateTimeOffset? PasswordChangedAt { get; set; }
    public bool Disabled { get; set; }
    public int FailedSignIns { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    /// <summary>Shared with the phone of the person; sealed. Counts only since <see cref="SecondFactorAt"/>.</summary>
    [Unrecorded, SealedAs(Sealed.Authenticator)]
    public byte[]? AuthenticatorKeySealed { get; set; }
    public DateTimeOffset? SecondFactorAt { get; set; }
    /// <summary>Half minute of the last code taken: none is taken twice, nor an older one after it.</summary>
    public long LastCodeStep { get; set; }
    /// <summary>Digests of the recovery codes still unused, parted by semicolons.</summary>
    [Unrecorded]
    public string? RecoveryCodes { get; set; }
    /// <summary>Changes when sessions must end: password, role or area changed, account disabled.</summary>
    public Guid Stamp { get; set; } = Guid.CreateVersion7();

    /// <summary>A wrong password or code: five lock the account for a while that doubles with every further one.</summary>
    public void Fail(DateTimeOffset now)
    {
        FailedSignIns++;
        LockedUntil = FailedSignIns < 5 ? null : now.AddMinutes(Math.Min(1 << Math.Min(FailedSignIns - 5, 6), 60));
    }

    public void Unlock() => (FailedSignIns, LockedUntil) = (0, null);

    internal sealed class Mapping : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.ToTable("app_user");
            builder.Property(u => u.Login).HasMaxLength(60);
            builder.Property(u => u.Name).HasMaxLength(60);
            builder.Property(u => u.Role).HasMaxLength(40);
            builder.Property(u => u.Department).HasMaxLength(40);
            builder.HasIndex(u => u.Login).IsUnique(); // sign-in
        }
    }
}
