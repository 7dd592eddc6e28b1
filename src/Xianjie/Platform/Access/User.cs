using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

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
    public required string PasswordHash { get; set; }
    public bool Disabled { get; set; }
    public int FailedSignIns { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    /// <summary>Changes when sessions must end: password, role or area changed, account disabled.</summary>
    public Guid Stamp { get; set; } = Guid.CreateVersion7();

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
