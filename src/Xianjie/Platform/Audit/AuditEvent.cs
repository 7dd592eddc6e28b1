using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Audit;

internal enum AuditKind { 写入, 查看, 查询, 查看原文, 导出, 下载, 登录, 登录失败, 退出, 拒绝 }

/// <summary>
/// One act of somebody: a save with all of its changes, a look at a record, a search, an export, a sign-in, a refusal. Never changed
/// afterwards but for its place in the chain, which it gets once. Holds no names, numbers or words of those it is about: what was searched
/// for is sealed, records are named by their id.
/// </summary>
internal sealed class AuditEvent : IInDivision
{
    public required Guid Id { get; init; }
    /// <summary>Whole microseconds, so that both databases give back what was written.</summary>
    public required DateTimeOffset At { get; init; }
    public required AuditKind Kind { get; init; }
    /// <summary>As changes name it: name and account, or the job.</summary>
    public required string By { get; init; }
    public required string Login { get; init; }
    /// <summary>Where the actor or the changed record belongs; 0 where nobody was signed in.</summary>
    public long Division { get; init; }
    public required string What { get; init; }
    public string? Why { get; init; }
    public string? Object { get; init; }
    public Guid? ObjectId { get; init; }
    /// <summary>The machine that asked; null for jobs and verbs.</summary>
    public string? Address { get; init; }
    /// <summary>Changes of a save.</summary>
    public int Count { get; init; }
    /// <summary>Digest over the changes of a save, in their order.</summary>
    public byte[]? Content { get; init; }
    /// <summary>What was searched for; sealed.</summary>
    [SealedAs(Sealed.Audit, Forever = true)]
    public byte[]? DetailSealed { get; init; }
    /// <summary>Place in the chain, from 1 without gaps; null for the few seconds before.</summary>
    public long? Chain { get; set; }
    /// <summary>SHA-256 or SM3: with what the digests of this event are made.</summary>
    public string Suite { get; init; } = Digest.Chosen;
    /// <summary>Digest over the place, the hash before and this event.</summary>
    public byte[]? Hash { get; set; }

    public static DateTimeOffset Instant(DateTimeOffset at) => new(at.UtcTicks / 10 * 10, TimeSpan.Zero);

    /// <summary>The account in a name like 张三（zhangsan）; the whole where there is none.</summary>
    public static string LoginOf(string by)
    {
        var open = by.LastIndexOf('（');
        return open >= 0 && by.EndsWith('）') ? by[(open + 1)..^1] : by;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEvent>
    {
        public void Configure(EntityTypeBuilder<AuditEvent> builder)
        {
            builder.ToTable("audit_event");
            builder.Property(e => e.By).HasMaxLength(200);
            builder.Property(e => e.Login).HasMaxLength(60);
            builder.Property(e => e.Object).HasMaxLength(60);
            builder.Property(e => e.Address).HasMaxLength(60);
            builder.Property(e => e.Suite).HasMaxLength(10);
            builder.HasIndex(e => e.Chain).IsUnique();                              // the chain, and its last link
            builder.HasIndex(e => e.Id, "ix_audit_event_waiting").HasFilter("chain IS NULL"); // what has no place yet
            builder.HasIndex(e => new { e.Login, e.Id });                           // everything that someone did, latest first
            builder.HasIndex(e => new { e.Login, e.Kind, e.Id });                   // someone's reveals, exports, refusals
            builder.HasIndex(e => new { e.ObjectId, e.Id });                        // who looked at a record
            builder.HasIndex(e => new { e.Kind, e.Id });                            // all exports, refusals, sign-ins
        }
    }
}
