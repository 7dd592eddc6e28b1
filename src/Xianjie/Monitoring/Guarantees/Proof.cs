using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>The conditions of 三保障及饮水 that are checked one by one (monitoring.md 9).</summary>
internal enum GuaranteeKind { 义务教育, 医保参保, 慢病随访, 住房安全, 饮水水量, 饮水水质, 饮水方便, 饮水保证率 }

/// <summary>A dated proof of one condition: from a department's file, a certificate, or a visit. Later proofs overrule earlier ones.</summary>
internal sealed class Proof : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public Guid? PersonId { get; init; }
    public required long Division { get; set; }
    public required GuaranteeKind Kind { get; init; }
    public required DateOnly ProvedOn { get; init; }
    public required bool Passed { get; init; }
    /// <summary>What was found: 在校, C级, 高血压, 合格 …</summary>
    public required string Value { get; init; }
    /// <summary>Litres a day and person, days without water: where the condition has a number.</summary>
    public int? Number { get; init; }
    /// <summary>Department or 走访, 证明.</summary>
    public required string Source { get; init; }
    public string? Note { get; init; }
    public Guid? AttachmentId { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Proof>
    {
        public void Configure(EntityTypeBuilder<Proof> builder)
        {
            builder.ToTable("guarantee_proof");
            builder.Property(p => p.Value).HasMaxLength(60);
            builder.Property(p => p.Source).HasMaxLength(60);
            builder.Property(p => p.Note).HasMaxLength(400);
            builder.Property(p => p.By).HasMaxLength(140);
            builder.HasIndex(p => new { p.HouseholdId, p.Kind, p.ProvedOn }); // the latest proof of a condition
        }
    }
}

/// <summary>A delivery whose proofs have been taken; it is read once.</summary>
internal sealed class ProofReading : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DeliveryId { get; init; }
    public required long Division { get; init; }
    public required int Taken { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProofReading>
    {
        public void Configure(EntityTypeBuilder<ProofReading> builder)
        {
            builder.ToTable("proof_reading");
            builder.HasIndex(r => r.DeliveryId).IsUnique(); // each delivery once
        }
    }
}

/// <summary>缺口: the condition fails; 缺证明: nobody can say, for a household that must be covered.</summary>
internal enum GapState { 缺口, 缺证明 }

/// <summary>
/// A condition that is not met, from the day it was seen to the day data proved it met. Derived from the registry and the proofs by
/// <see cref="GuaranteeBook"/> alone, which is why its changes are not recorded beside: the row is its own history.
/// </summary>
internal sealed class Gap : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public Guid? PersonId { get; init; }
    public required long Division { get; set; }
    public required GuaranteeKind Kind { get; init; }
    public required GapState State { get; set; }
    /// <summary>Whose: a member's or the head's name.</summary>
    public required string Name { get; set; }
    public required string Words { get; set; }
    public required DateOnly OpenedOn { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    /// <summary>What proved it: the words of the condition when it was met.</summary>
    public string? ClosedBy { get; private set; }

    public void Close(DateOnly on, string by)
    {
        if (ClosedOn is not null)
            throw new InvalidOperationException("The gap is closed already.");
        (ClosedOn, ClosedBy) = (on, by.Length <= 400 ? by : by[..400]);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Gap>
    {
        public void Configure(EntityTypeBuilder<Gap> builder)
        {
            builder.ToTable("guarantee_gap");
            builder.Property(g => g.Name).HasMaxLength(120);
            builder.Property(g => g.Words).HasMaxLength(400);
            builder.Property(g => g.ClosedBy).HasMaxLength(400);
            builder.HasIndex(g => new { g.HouseholdId, g.ClosedOn });                     // the gaps of a household
            builder.HasIndex(g => new { g.ClosedOn, g.State, g.Kind, g.Division });       // open gaps by kind and area
        }
    }
}
