using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.Grants;

/// <summary>
/// Another office that somebody may hold from a day to a day: 临时授权, given by the security administrator, or 委托代办, handed over by a
/// colleague who is away. Held one at a time, instead of the own office, never added to it.
/// </summary>
internal sealed class Grant : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string UserName { get; init; }
    public required string Role { get; init; }
    public required long Division { get; init; }
    public string? Department { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }
    /// <summary>The colleague for whom it is done; null for a temporary grant.</summary>
    public Guid? ForId { get; init; }
    public string? ForName { get; init; }
    public required string Reason { get; init; }
    public required string GivenBy { get; init; }
    public required DateTimeOffset GivenAt { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public string? RevokedBy { get; private set; }
    public string? RevokeReason { get; private set; }
    public int Version { get; private set; }

    public bool IsDelegation => ForId is not null;

    public bool IsOpen(DateOnly today) => RevokedAt is null && today <= To;

    public bool HoldsOn(DateOnly today) => IsOpen(today) && From <= today;

    public string State(DateOnly today) => RevokedAt is not null ? "已收回" : today > To ? "已到期" : today < From ? "未开始" : "有效";

    public void Revoke(string by, DateTimeOffset at, string reason)
    {
        if (RevokedAt is not null)
            throw new InvalidOperationException("The grant was taken back already.");
        (RevokedAt, RevokedBy, RevokeReason, Version) = (at, by, reason, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Grant>
    {
        public void Configure(EntityTypeBuilder<Grant> builder)
        {
            builder.ToTable("access_grant");
            builder.Property(g => g.UserName).HasMaxLength(60);
            builder.Property(g => g.Role).HasMaxLength(40);
            builder.Property(g => g.Department).HasMaxLength(40);
            builder.Property(g => g.ForName).HasMaxLength(60);
            builder.Property(g => g.Reason).HasMaxLength(200);
            builder.Property(g => g.GivenBy).HasMaxLength(200);
            builder.Property(g => g.RevokedBy).HasMaxLength(200);
            builder.Property(g => g.RevokeReason).HasMaxLength(200);
            builder.Property(g => g.Version).IsConcurrencyToken();
            builder.HasIndex(g => new { g.UserId, g.To }); // the offices that someone may hold today, asked for with every page
            builder.HasIndex(g => g.ForId);                // what someone has handed over
        }
    }
}
