using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>
/// 授权书 (W05, W67, monitoring.md 13.3): signed by head and members, numbered, good for some months, for some or all items, and revocable at any
/// time. One that was signed in a case says so; every one holds for the household.
/// </summary>
internal sealed class Authorisation : IOfHousehold, IRecorded
{
    public static readonly IReadOnlyList<string> Kinds = ["申请及承诺授权书", "防返贫监测授权书", "家庭经济状况核对授权书"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>The case in which it was signed; null: signed for the monitoring of the household.</summary>
    public Guid? CaseId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required Guid FormKey { get; init; }
    public string Kind { get; init; } = Kinds[0];
    public required string Number { get; init; }
    public required DateOnly SignedOn { get; init; }
    /// <summary>The last day on which it holds.</summary>
    public required DateOnly ValidUntil { get; init; }
    /// <summary>Names, joined by 、, the head first.</summary>
    public required string Signers { get; init; }
    /// <summary>Items of <see cref="LetterScope"/>, joined by 、; null: all of them.</summary>
    public string? Covers { get; init; }
    /// <summary>Why a grown member has not signed.</summary>
    public string? MissingWhy { get; init; }
    /// <summary>The scanned letter among the household's files.</summary>
    public Guid? ScanId { get; set; }
    public DateOnly? RevokedOn { get; private set; }
    public string? RevokedWhy { get; private set; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    public bool HoldsOn(DateOnly day) => day >= SignedOn && day <= ValidUntil && (RevokedOn is not { } off || day < off);

    public bool CoversItem(string item) => Covers is null || Covers.Split('、').Contains(item);

    public void Revoke(DateOnly today, string why)
    {
        if (RevokedOn is not null)
            throw new InvalidOperationException("The authorisation is revoked already.");
        (RevokedOn, RevokedWhy) = (today, why);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Authorisation>
    {
        public void Configure(EntityTypeBuilder<Authorisation> builder)
        {
            builder.ToTable("authorisation");
            builder.Property(a => a.Number).HasMaxLength(60);
            builder.Property(a => a.Kind).HasMaxLength(20);
            builder.Property(a => a.By).HasMaxLength(140);
            builder.HasIndex(a => new { a.Number, a.HouseholdId }).IsUnique(); // a number names one paper of a household
            builder.HasIndex(a => a.FormKey).IsUnique();                   // the same form once
            builder.HasIndex(a => a.CaseId);                               // authorisations of a case
            builder.HasIndex(a => a.HouseholdId);                          // authorisations of a household
            builder.HasIndex(a => new { a.Division, a.ValidUntil });       // those of an area that run out
        }
    }
}
