using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Ledgers.Rows;

internal enum RowState { 草稿, 待审核, 已审核, 已退回 }

/// <summary>
/// A row of any ledger. Its values stand as JSON under the fields' English names, so that a field can be added, renamed or retired without
/// touching what was written (decision 0014); those that tell of a person stand apart, sealed.
/// </summary>
internal sealed class LedgerRow : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Ledger { get; init; }
    /// <summary>Version of the definition by which it was last written.</summary>
    public required int DefinitionVersion { get; set; }
    /// <summary>First day of the period as yyyyMMdd; 0 in a standing register.</summary>
    public required int Period { get; init; }
    public required long Division { get; init; }
    public Guid? HouseholdId { get; set; }
    public Guid? PersonId { get; set; }
    public required RowState State { get; set; }
    /// <summary>Levels that have agreed.</summary>
    public int Level { get; set; }
    public required string Values { get; set; }
    [SealedAs(Sealed.Form)]
    public byte[]? ValuesSealed { get; set; }
    /// <summary>The row's key among its kind, hashed; null where the ledger has none.</summary>
    public string? UniqueKey { get; set; }
    public required string By { get; set; }
    public Guid? SubmittedBy { get; set; }
    /// <summary>What the last level said.</summary>
    public string? Words { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerRow>
    {
        public void Configure(EntityTypeBuilder<LedgerRow> builder)
        {
            builder.ToTable("ledger_row");
            builder.Property(r => r.Ledger).HasMaxLength(60);
            builder.Property(r => r.UniqueKey).HasMaxLength(44);
            builder.Property(r => r.By).HasMaxLength(200);
            builder.Property(r => r.Words).HasMaxLength(400);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => new { r.Ledger, r.Period, r.Division, r.Id }); // the list of a ledger in an area, page by page, and its roll-up
            builder.HasIndex(r => new { r.Ledger, r.Period, r.State, r.Division, r.Id }); // what waits for a level
            builder.HasIndex(r => r.UniqueKey).IsUnique();                       // one row per key
            builder.HasIndex(r => r.HouseholdId);                                // what ledgers say of a household
        }
    }
}
