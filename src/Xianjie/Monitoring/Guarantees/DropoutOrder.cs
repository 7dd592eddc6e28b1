using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Guarantees;

internal enum DropoutOutcome { 已返校, 送教上门, 身体原因豁免, 已消失 }

/// <summary>
/// 控辍保学工单: one child out of school, two lines of duty (education, administration), three deadlines of feedback, and what came of it.
/// A child who is back is looked at once more.
/// </summary>
internal sealed class DropoutOrder : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid GapId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required long Division { get; set; }
    public required string ChildName { get; init; }
    public required DateOnly OpenedOn { get; init; }
    /// <summary>核实反馈、劝返反馈、办结反馈 (parameter 控辍反馈天数).</summary>
    public required DateOnly VerifyBy { get; init; }
    public required DateOnly PersuadeBy { get; init; }
    public required DateOnly SettleBy { get; init; }
    public string? EducationDuty { get; set; }
    public string? AdministrationDuty { get; set; }
    public DateOnly? ClosedOn { get; private set; }
    public DropoutOutcome? Outcome { get; private set; }
    public string? OutcomeWords { get; private set; }
    public DateOnly? LookAgainOn { get; private set; }
    public DateOnly? LookedOn { get; private set; }
    public bool? StillThere { get; private set; }
    public int Version { get; set; }

    public void Settle(DropoutOutcome outcome, DateOnly on, string words, DateOnly? lookAgain)
    {
        if (ClosedOn is not null)
            throw new InvalidOperationException("The order is settled already.");
        (Outcome, ClosedOn, OutcomeWords, LookAgainOn, Version) = (outcome, on, words, lookAgain, Version + 1);
    }

    public void LookAgain(DateOnly on, bool stillThere)
    {
        if (LookAgainOn is null || LookedOn is not null)
            throw new InvalidOperationException("Nothing is to be looked at again.");
        (LookedOn, StillThere, Version) = (on, stillThere, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<DropoutOrder>
    {
        public void Configure(EntityTypeBuilder<DropoutOrder> builder)
        {
            builder.ToTable("dropout_order");
            builder.Property(o => o.ChildName).HasMaxLength(120);
            builder.Property(o => o.EducationDuty).HasMaxLength(120);
            builder.Property(o => o.AdministrationDuty).HasMaxLength(120);
            builder.Property(o => o.OutcomeWords).HasMaxLength(400);
            builder.Property(o => o.Version).IsConcurrencyToken();
            builder.HasIndex(o => o.GapId).IsUnique();                        // one order for a gap
            builder.HasIndex(o => new { o.ClosedOn, o.Division });            // open orders of an area
            builder.HasIndex(o => o.HouseholdId);                             // orders of a household
        }
    }
}

/// <summary>One talk with the family or school about a child out of school.</summary>
internal sealed class DropoutTalk : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrderId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required DateOnly On { get; init; }
    public required string Words { get; init; }
    public required string By { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DropoutTalk>
    {
        public void Configure(EntityTypeBuilder<DropoutTalk> builder)
        {
            builder.ToTable("dropout_talk");
            builder.Property(t => t.Words).HasMaxLength(400);
            builder.Property(t => t.By).HasMaxLength(140);
            builder.HasIndex(t => t.OrderId); // the talks of an order
        }
    }
}
