using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Comparison.Unmatched;

internal enum UnmatchedState { Open, Confirmed, Elsewhere, Found, Withdrawn }

/// <summary>
/// A row of a department that belongs to nobody in the registry, kept until a person says whose it is or that it is not of this county.
/// The row itself is sealed. A confirmed row goes into every later run under the right person.
/// </summary>
internal sealed class UnclaimedRow : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DeliveryId { get; init; }
    public required string Feed { get; init; }
    public required string Department { get; init; }
    public required long Division { get; init; }
    /// <summary>Row number in the file, as Excel shows it.</summary>
    public required int RowNumber { get; init; }
    public required string Reason { get; init; }
    public required string Name { get; init; }
    /// <summary>The id as it stood in the file.</summary>
    [SealedAs(Sealed.CitizenId)]
    public byte[]? CitizenIdSealed { get; init; }
    public byte[]? CitizenIdIndex { get; init; }
    /// <summary>True where the id is well formed: the row then stands in the part and is found by itself once the person is registered.</summary>
    public bool InPart { get; init; }
    /// <summary>JSON of the normalised cells by English column name, sealed.</summary>
    [SealedAs(Sealed.File)]
    public required byte[] RowSealed { get; init; }
    /// <summary>JSON list of <see cref="Candidate"/>, nearest first.</summary>
    public string? Candidates { get; init; }
    public UnmatchedState State { get; private set; } = UnmatchedState.Open;
    public Guid? PersonId { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Note { get; private set; }
    public int Version { get; private set; }

    public void Confirm(Guid person, string by, DateTimeOffset at, string? note) => Decide(UnmatchedState.Confirmed, person, by, at, note);

    public void MarkElsewhere(string by, DateTimeOffset at, string? note) => Decide(UnmatchedState.Elsewhere, null, by, at, note);

    public void Reopen() => (State, PersonId, DecidedBy, DecidedAt, Note, Version) = (UnmatchedState.Open, null, null, null, null, Version + 1);

    private void Decide(UnmatchedState state, Guid? person, string by, DateTimeOffset at, string? note)
    {
        if (State != UnmatchedState.Open)
            throw new InvalidOperationException("The row has been decided already.");
        (State, PersonId, DecidedBy, DecidedAt, Note, Version) = (state, person, by, at, note, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<UnclaimedRow>
    {
        public void Configure(EntityTypeBuilder<UnclaimedRow> builder)
        {
            builder.ToTable("unmatched_row");
            builder.Property(r => r.Feed).HasMaxLength(40);
            builder.Property(r => r.Department).HasMaxLength(40);
            builder.Property(r => r.Reason).HasMaxLength(200);
            builder.Property(r => r.Name).HasMaxLength(120);
            builder.Property(r => r.DecidedBy).HasMaxLength(140);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => new { r.DeliveryId, r.State });           // rows of a delivery; withdrawing them
            builder.HasIndex(r => new { r.Division, r.State, r.Id });       // the open list in keyset order
            builder.HasIndex(r => new { r.CitizenIdIndex });                // closing rows whose person has been registered meanwhile
        }
    }
}

/// <summary>Someone of the registry whom the row may mean, and why.</summary>
internal sealed record Candidate(Guid PersonId, string Why, int Score);
