using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Retention;

internal enum DeletionState { 待确认, 已删除, 已作废 }

/// <summary>What has been kept long enough, found by night; after two people agreed, the proof that it is gone: kind, rule, number, digest of the ids, and who.</summary>
internal sealed class DeletionRun : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Kind { get; init; }
    /// <summary>How long this is kept, and the document that says so.</summary>
    public required string Rule { get; init; }
    public required DateTimeOffset Before { get; init; }
    public required long Division { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
    public required int Count { get; init; }
    /// <summary>Random numbers without meaning, 16 bytes each: what they named is gone.</summary>
    public required byte[] Ids { get; init; }
    /// <summary>SHA-256 over <see cref="Ids"/>, hex.</summary>
    public required string Digest { get; init; }
    public DeletionState State { get; private set; }
    public string? AskedBy { get; private set; }
    public string? ConfirmedBy { get; private set; }
    public string? Why { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public IReadOnlyList<Guid> List => [.. Ids.Chunk(16).Select(b => new Guid(b))];

    public bool IsSound => DigestOf(Ids) == Digest && Ids.Length == Count * 16;

    public static byte[] Pack(IEnumerable<Guid> ids) => [.. ids.Order().SelectMany(id => id.ToByteArray())];

    public static string DigestOf(byte[] ids) => Convert.ToHexStringLower(SHA256.HashData(ids));

    public void End(DeletionState state, string? askedBy, string? confirmedBy, string why, DateTimeOffset at)
    {
        if (State != DeletionState.待确认)
            throw new InvalidOperationException("The deletion is settled already.");
        (State, AskedBy, ConfirmedBy, Why, EndedAt) = (state, askedBy, confirmedBy, why, at);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<DeletionRun>
    {
        public void Configure(EntityTypeBuilder<DeletionRun> builder)
        {
            builder.ToTable("deletion_run");
            builder.Property(r => r.Kind).HasMaxLength(40);
            builder.Property(r => r.Digest).HasMaxLength(64);
            builder.Property(r => r.AskedBy).HasMaxLength(200);
            builder.Property(r => r.ConfirmedBy).HasMaxLength(200);
            builder.HasIndex(r => new { r.State, r.Kind, r.Division }); // what waits
        }
    }
}

/// <summary>保全: nothing of a kind (or of any) is deleted in an area while an inquiry or a court needs it.</summary>
internal sealed class LegalHold : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Null: every kind.</summary>
    public string? Kind { get; init; }
    public required long Division { get; init; }
    public required string Why { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<LegalHold>
    {
        public void Configure(EntityTypeBuilder<LegalHold> builder)
        {
            builder.ToTable("legal_hold");
            builder.Property(h => h.Kind).HasMaxLength(40);
            builder.Property(h => h.By).HasMaxLength(200);
            builder.HasIndex(h => h.EndedAt); // holds in force
        }
    }
}
