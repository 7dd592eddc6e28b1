using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Capture;

/// <summary>
/// A form that was filled on a phone and has arrived. The phone makes the key; sent again, because the first answer was lost on the way, it
/// gets the same answer and nothing is recorded twice.
/// </summary>
internal sealed class Submission : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid Key { get; init; }
    public required string Login { get; init; }
    /// <summary>Of the account.</summary>
    public required long Division { get; init; }
    public required string Path { get; init; }
    /// <summary>What the form is about, as the phone names it.</summary>
    public required string Title { get; init; }
    /// <summary>SHA-256 of what was filled in, hex: the same key with other contents is not the same form.</summary>
    public required string Fingerprint { get; init; }
    public required string Words { get; init; }
    public required string Next { get; init; }
    /// <summary>When it was filled in by the phone's clock; null where the phone's clock is wrong.</summary>
    public DateTimeOffset? FilledAt { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Submission>
    {
        public void Configure(EntityTypeBuilder<Submission> builder)
        {
            builder.ToTable("submission");
            builder.Property(s => s.Login).HasMaxLength(60);
            builder.Property(s => s.Path).HasMaxLength(200);
            builder.Property(s => s.Title).HasMaxLength(120);
            builder.Property(s => s.Fingerprint).HasMaxLength(64);
            builder.Property(s => s.Words).HasMaxLength(400);
            builder.Property(s => s.Next).HasMaxLength(200);
            builder.HasIndex(s => new { s.Login, s.Key }).IsUnique(); // each form once
            builder.HasIndex(s => new { s.Login, s.At });             // what someone has sent, newest first
        }
    }
}
