using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xianjie.Platform.Access.Session;

internal enum SessionEnd { 退出, 闲置超时, 到时退出, 本人退出其他登录, 管理员退出, 账号变更, 登录过多, 重新登录 }

/// <summary>One sign-in in one browser, until it ends. The browser holds only its id and the account's stamp, protected.</summary>
internal sealed class UserSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    /// <summary>The account's stamp at that time: when it changes, the session is over.</summary>
    public required Guid Stamp { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Last request, a minute or so late.</summary>
    public required DateTimeOffset SeenAt { get; set; }
    /// <summary>Last time that the password (and the second factor) was shown.</summary>
    public required DateTimeOffset ProvedAt { get; set; }
    public required string Method { get; init; }
    public string? Address { get; init; }
    /// <summary>Kind of browser and machine in words.</summary>
    public required string Device { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public SessionEnd? Ended { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<UserSession>
    {
        public void Configure(EntityTypeBuilder<UserSession> builder)
        {
            builder.ToTable("user_session");
            builder.Property(s => s.Method).HasMaxLength(40);
            builder.Property(s => s.Address).HasMaxLength(60);
            builder.Property(s => s.Device).HasMaxLength(60);
            builder.HasIndex(s => new { s.UserId, s.CreatedAt }); // an account's sessions, latest first
            builder.HasIndex(s => s.SeenAt);                      // all that are open, and those to be forgotten
        }
    }
}

/// <summary>A browser's own description in a few words that its owner recognises.</summary>
internal static class DeviceWords
{
    public static string Of(string agent)
    {
        var system = First(agent, ("Windows", "Windows"), ("Android", "安卓手机"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "Mac"), ("Linux", "Linux")) ?? "未知设备";
        var browser = First(agent, ("MicroMessenger", "微信"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome 内核"), ("Safari/", "Safari")) ?? "其他程序";
        return $"{system} · {browser}";
    }

    private static string? First(string agent, params (string Sign, string Words)[] known) =>
        known.Where(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Select(k => k.Words).FirstOrDefault();
}
