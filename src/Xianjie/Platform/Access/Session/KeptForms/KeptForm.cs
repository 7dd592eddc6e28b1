using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Access.Session.KeptForms;

/// <summary>
/// A form that was sent when the session was over (or the proof too old): sealed, for its owner in the same browser, for some hours.
/// </summary>
internal sealed class KeptForm
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    /// <summary>Digest of a secret that only the browser has.</summary>
    public required byte[] Browser { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    [SealedAs(Sealed.KeptForm)]
    public required byte[] ContentSealed { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<KeptForm>
    {
        public void Configure(EntityTypeBuilder<KeptForm> builder)
        {
            builder.ToTable("kept_form");
            builder.HasIndex(f => f.ExpiresAt); // those whose time has ended
            builder.HasIndex(f => f.UserId);    // a person's own, of which only a few are kept
        }
    }
}

/// <param name="Path">Where the form was sent, with its query.</param>
/// <param name="Page">Where it was filled in.</param>
/// <param name="Lost">Files that were too large to be kept.</param>
internal sealed record KeptContent(string Path, string Page, List<KeptField> Fields, List<KeptFile> Files, List<string> Lost);

internal sealed record KeptField(string Name, string Value);

internal sealed record KeptFile(string Field, string Name, string Type, byte[] Bytes);

/// <summary>What is typed here is never put aside.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeverKeptAttribute : Attribute;
