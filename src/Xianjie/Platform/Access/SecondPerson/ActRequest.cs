using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Access.SecondPerson;

internal enum RequestState { 待复核, 已同意, 不同意, 已过期, 数据已变, 已撤回 }

/// <summary>A dangerous act that one person asked for and another has to confirm. What it will do is sealed, with a digest over it and over what it rests on.</summary>
internal sealed class ActRequest : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Key of the act.</summary>
    public required string Key { get; init; }
    public required string Title { get; init; }
    public required string Permission { get; init; }
    public required long Division { get; init; }
    /// <summary>Where a department's officer asked: only officers of that department confirm.</summary>
    public string? Department { get; init; }
    public required int Rows { get; init; }
    public required string Why { get; init; }
    [SealedAs(Sealed.Form)]
    public required byte[] PayloadSealed { get; init; }
    [SealedAs(Sealed.Form)]
    public required byte[] PreviewSealed { get; init; }
    public required byte[] Digest { get; init; }
    public required Guid AskedById { get; init; }
    public required string AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    /// <summary>Accounts that must not confirm: who asked, for whom they acted, whom it concerns.</summary>
    public required string Barred { get; init; }
    /// <summary>Last day on which it can be confirmed.</summary>
    public required DateOnly Due { get; init; }
    public RequestState State { get; private set; }
    public Guid? DecidedById { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Decision { get; private set; }
    public string? Outcome { get; private set; }
    public string? Link { get; private set; }
    public int Version { get; private set; }

    public bool IsBarred(Guid account) => Barred.Contains(account.ToString(), StringComparison.Ordinal);

    public void Settle(RequestState state, Guid? byId, string by, DateTimeOffset at, string? decision, string outcome, string? link = null)
    {
        if (State != RequestState.待复核)
            throw new InvalidOperationException("The request is settled already.");
        (State, DecidedById, DecidedBy, DecidedAt, Decision, Outcome, Link) = (state, byId, by, at, decision, outcome, link);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ActRequest>
    {
        public void Configure(EntityTypeBuilder<ActRequest> builder)
        {
            builder.ToTable("act_request");
            builder.Property(r => r.Key).HasMaxLength(60);
            builder.Property(r => r.Title).HasMaxLength(200);
            builder.Property(r => r.Permission).HasMaxLength(60);
            builder.Property(r => r.Department).HasMaxLength(40);
            builder.Property(r => r.AskedBy).HasMaxLength(200);
            builder.Property(r => r.DecidedBy).HasMaxLength(200);
            builder.Property(r => r.Barred).HasMaxLength(160);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => new { r.State, r.Due });      // what waits, and what is over
            builder.HasIndex(r => new { r.AskedById, r.State }); // what someone asked for
        }
    }
}
