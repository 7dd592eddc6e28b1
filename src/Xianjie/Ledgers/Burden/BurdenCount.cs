using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Burden;

/// <summary>How many fields a village (or township) typed in a month for a ledger, and how many came by themselves.</summary>
internal sealed class BurdenCount : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Ledger { get; init; }
    public required long Division { get; init; }
    /// <summary>yyyyMM.</summary>
    public required int Month { get; init; }
    public required int Typed { get; init; }
    public required int Prefilled { get; init; }
    public required int Rows { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BurdenCount>
    {
        public void Configure(EntityTypeBuilder<BurdenCount> builder)
        {
            builder.ToTable("ledger_burden");
            builder.Property(b => b.Ledger).HasMaxLength(60);
            builder.HasIndex(b => new { b.Month, b.Division }); // the burden of a month in an area
        }
    }
}

/// <summary>Counts at the moment of saving: one line per save, place and ledger; added up when looked at.</summary>
internal static class BurdenBook
{
    public static void Count(XianjieDb db, Ledger ledger, IReadOnlyList<RowDraft> drafts, DateOnly today)
    {
        foreach (var place in drafts.GroupBy(d => d.Input.Division))
        {
            int Filled(RowDraft draft, bool prefilled) => draft.Input.Typed.Count(t => t.Value.Length > 0 && !Identity.IsKey(t.Key) && draft.Input.Prefilled.Contains(t.Key) == prefilled);
            db.Add(new BurdenCount { Ledger = ledger.Key, Division = place.Key, Month = (today.Year * 100) + today.Month, Typed = place.Sum(d => Filled(d, false)), Prefilled = place.Sum(d => Filled(d, true)), Rows = place.Count() });
        }
    }
}
