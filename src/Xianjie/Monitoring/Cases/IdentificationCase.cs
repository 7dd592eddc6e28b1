using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Process;

namespace Xianjie.Monitoring.Cases;

/// <summary>认定案件: one household on its way from a clue or an application to a decision.</summary>
internal sealed class IdentificationCase : IInDivision, IRecorded
{
    /// <summary>Where the wish to look at a household came from (monitoring.md 4.1).</summary>
    public static readonly IReadOnlyList<string> Channels = ["自主申报", "基层排查", "部门筛查预警", "信访舆情", "监督检查反馈"];

    /// <summary>The three kinds of sudden event for which help goes first (monitoring.md 5.2, W63).</summary>
    public static readonly IReadOnlyList<string> Emergencies = ["自然灾害", "事故灾难", "公共卫生"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    /// <summary>Village.</summary>
    public required long Division { get; init; }
    public Guid? ClueId { get; init; }
    public required string Channel { get; init; }
    public required string Applicant { get; init; }
    /// <summary>Who wrote it for someone who could not: village cadre, grid member, near relative (W05).</summary>
    public string? Proxy { get; init; }
    public required string Problem { get; init; }
    /// <summary>The total term runs from here (W01).</summary>
    public required DateOnly DiscoveredOn { get; init; }
    public required DateOnly OpenedOn { get; init; }
    /// <summary>Key of the policy period on the opening day.</summary>
    public required string Period { get; init; }
    /// <summary>绿色通道: kind of sudden event; null for the ordinary way.</summary>
    public string? Emergency { get; init; }
    /// <summary>By when the procedure must have been made up for help given first.</summary>
    public DateOnly? FormalitiesDue { get; init; }
    public CaseStep Step { get; private set; } = CaseProcess.Table.Start;
    /// <summary>The one step record that is open; a decision closes it, so there can't be two.</summary>
    public Guid OpenStep { get; private set; }
    public DateOnly? StepDue { get; private set; }
    /// <summary>Null while the total clock stands still, and after the end.</summary>
    public DateOnly? TotalDue { get; private set; }
    /// <summary>The household, while the case is not ended: one open case each.</summary>
    public string? OpenKey { get; private set; }
    /// <summary>Of the three categories; proposed by the visit, then confirmed by review and county.</summary>
    public string? Category { get; set; }
    /// <summary>At most five values of code list 风险, joined by <c>;</c>, the main one first.</summary>
    public string? Risks { get; set; }
    /// <summary>Account of who refused last; an appeal must go to someone else.</summary>
    public Guid? RefusedBy { get; set; }
    public DateOnly? ClosedOn { get; private set; }
    public required Guid FormKey { get; init; }
    public required string OpenedBy { get; init; }
    public int Version { get; private set; }

    public bool FastTrack => Emergency is not null;
    public bool IsOpen => OpenKey is not null;

    /// <summary>Steps in which the total term stands still: an objection is looked into, or a refusal can be or is being appealed.</summary>
    public static bool StopsTotal(CaseStep step) => step is CaseStep.异议复核 or CaseStep.无需认定 or CaseStep.申诉中;

    public bool IsOverdue(DateOnly today) => IsOpen && (StepDue < today || TotalDue < today);

    public bool FormalitiesLate(DateOnly today) => IsOpen && FormalitiesDue < today;

    public void Enter(StepRecord stay, CaseStep step, DateOnly? total, DateOnly today)
    {
        var end = CaseProcess.Table.Steps[step].IsEnd;
        (Step, OpenStep, StepDue, TotalDue, Version) = (step, stay.Id, stay.Due, end || StopsTotal(step) ? null : total, Version + 1);
        (OpenKey, ClosedOn) = end ? ((string?)null, today) : (HouseholdId.ToString("N"), (DateOnly?)null);
    }

    /// <summary>The clock of the step was stopped or went on; while it stands nothing is overdue.</summary>
    public void Reclock(DateOnly? step, DateOnly? total) => (StepDue, TotalDue, Version) = (step, total, Version + 1);

    /// <summary>A paper was added: who looks at an older version must look again before deciding.</summary>
    public void Touch() => Version++;

    internal sealed class Mapping : IEntityTypeConfiguration<IdentificationCase>
    {
        public void Configure(EntityTypeBuilder<IdentificationCase> builder)
        {
            builder.ToTable("identification_case");
            builder.Ignore(c => c.FastTrack);
            builder.Ignore(c => c.IsOpen);
            builder.Property(c => c.HouseholdNo).HasMaxLength(40);
            builder.Property(c => c.HeadName).HasMaxLength(120);
            builder.Property(c => c.Channel).HasMaxLength(20);
            builder.Property(c => c.Period).HasMaxLength(20);
            builder.Property(c => c.OpenKey).HasMaxLength(32);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => c.OpenKey).IsUnique();                       // one open case per household
            builder.HasIndex(c => c.FormKey).IsUnique();                       // the same form once
            builder.HasIndex(c => c.HouseholdId);                              // cases of a household
            builder.HasIndex(c => c.ClueId);                                   // the case that came from a clue
            builder.HasIndex(c => new { c.Division, c.Step });                 // the list of an area, and its counts
            builder.HasIndex(c => new { c.Step, c.StepDue });                  // what is overdue in a step
            builder.HasIndex(c => new { c.ClosedOn, c.Step });                 // decided in a month
        }
    }
}

/// <summary>One move of a case: who took it out of which stay, with which words. A stay has at most one, so no decision happens twice.</summary>
internal sealed class CaseAct : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required long Division { get; init; }
    public required Guid StepId { get; init; }
    public required Guid FormKey { get; init; }
    public required CaseStep From { get; init; }
    public required CaseTrigger Trigger { get; init; }
    public required CaseStep To { get; init; }
    public string? Words { get; init; }
    public string? Category { get; init; }
    public string? Risks { get; init; }
    public required string By { get; init; }
    public required Guid ById { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CaseAct>
    {
        public void Configure(EntityTypeBuilder<CaseAct> builder)
        {
            builder.ToTable("case_act");
            builder.Property(a => a.By).HasMaxLength(140);
            builder.Property(a => a.Category).HasMaxLength(20);
            builder.HasIndex(a => a.StepId).IsUnique();     // one way out of a stay
            builder.HasIndex(a => a.FormKey).IsUnique();    // the same form once
            builder.HasIndex(a => a.CaseId);                // opinions of a case
        }
    }
}
