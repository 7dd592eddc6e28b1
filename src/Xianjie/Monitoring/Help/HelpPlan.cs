using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Help;

/// <summary>一户一策: what is to be reached for one household, by whom, from when to when. One is open at a time.</summary>
internal sealed class HelpPlan : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    /// <summary>帮扶单位.</summary>
    public required string Unit { get; set; }
    public required string Cadre { get; set; }
    public required string Goal { get; set; }
    public required DateOnly Start { get; set; }
    public DateOnly? End { get; set; }
    public DateOnly? ClosedOn { get; private set; }
    public string? CloseReason { get; private set; }
    public required string MadeBy { get; init; }
    public int Version { get; set; }

    public void Close(DateOnly on, string reason)
    {
        if (ClosedOn is not null)
            throw new InvalidOperationException("The plan is closed already.");
        (ClosedOn, CloseReason, Version) = (on, reason, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<HelpPlan>
    {
        public void Configure(EntityTypeBuilder<HelpPlan> builder)
        {
            builder.ToTable("help_plan");
            builder.Property(p => p.Unit).HasMaxLength(120);
            builder.Property(p => p.Cadre).HasMaxLength(60);
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.HasIndex(p => p.HouseholdId); // the plans of a household
        }
    }
}

internal enum PlanLineKind { 需求, 任务 }

/// <summary>A line of the needs list or of the task list of a plan.</summary>
internal sealed class PlanLine : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlanId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required PlanLineKind Kind { get; init; }
    public required string Words { get; init; }
    public string? Responsible { get; init; }
    public DateOnly? Due { get; init; }
    public DateOnly? DoneOn { get; private set; }
    public string? Effect { get; private set; }

    public void Finish(DateOnly on, string effect)
    {
        if (DoneOn is not null)
            throw new InvalidOperationException("The line is done already.");
        (DoneOn, Effect) = (on, effect);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PlanLine>
    {
        public void Configure(EntityTypeBuilder<PlanLine> builder)
        {
            builder.ToTable("plan_line");
            builder.Property(l => l.Words).HasMaxLength(400);
            builder.Property(l => l.Responsible).HasMaxLength(60);
            builder.HasIndex(l => l.PlanId);                       // the lists of a plan
            builder.HasIndex(l => new { l.DoneOn, l.Kind, l.Due }); // tasks that are overdue
        }
    }
}

/// <summary>结对: which cadre of which unit stands for a household, from when to when.</summary>
internal sealed class Pairing : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required string Cadre { get; init; }
    public required string Unit { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; private set; }
    public string? EndReason { get; private set; }

    public void End(DateOnly on, string reason)
    {
        if (To is not null)
            throw new InvalidOperationException("The pairing has ended already.");
        (To, EndReason) = (on, reason);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Pairing>
    {
        public void Configure(EntityTypeBuilder<Pairing> builder)
        {
            builder.ToTable("pairing");
            builder.Property(p => p.Cadre).HasMaxLength(60);
            builder.Property(p => p.Unit).HasMaxLength(120);
            builder.HasIndex(p => p.HouseholdId);                          // the cadres of a household
            builder.HasIndex(p => new { p.Cadre, p.To, p.Division });      // the households of a cadre
        }
    }
}
