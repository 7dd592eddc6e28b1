using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>
/// 入户核查表: who went, when, and what they found on the four factors (income, compliant self-paid spending, hardest problem, ability to
/// cope). Amounts are of the twelve months before the month of the visit, in 分; what was not asked is null, never zero.
/// </summary>
internal sealed class CaseVisit : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required long Division { get; init; }
    /// <summary>The stay in 待入户 that this visit belongs to; a household sent back is visited anew.</summary>
    public required Guid StepId { get; init; }
    public required Guid FormKey { get; init; }
    public required DateOnly VisitedOn { get; init; }
    /// <summary>Full names, joined by 、.</summary>
    public required string Visitors { get; init; }
    public required bool HasRisk { get; init; }
    public string? Risks { get; init; }
    public string? Category { get; init; }
    public required string IncomeFinding { get; init; }
    public required string SelfPayFinding { get; init; }
    public required string ProblemFinding { get; init; }
    public required string CopingFinding { get; init; }
    /// <summary>The household can't cope by itself.</summary>
    public required bool CannotCope { get; init; }
    public bool IncomeFell { get; init; }
    public bool SpendingHard { get; init; }
    public bool GuaranteeGap { get; init; }
    /// <summary>保障核查 (monitoring.md 1.2 safeguard_check): true where a problem was seen; null: not looked at.</summary>
    public bool? HouseProblem { get; init; }
    public bool? SchoolProblem { get; init; }
    public bool? WaterProblem { get; init; }
    public bool? InsuranceProblem { get; init; }
    /// <summary>Of <see cref="VisitForm.Problems"/>, joined by <c>;</c>.</summary>
    public string? MainProblems { get; init; }
    public long? Wage { get; init; }
    public long? Business { get; init; }
    public long? Property { get; init; }
    public long? Transfer { get; init; }
    public long? BusinessCost { get; init; }
    public long? InsuranceClaim { get; init; }
    public long? CompliantSelfPay { get; init; }
    public required string By { get; init; }
    public required Guid ById { get; init; }
    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<string> Names => Visitors.Split('、');

    /// <summary>申报前 12 个月 (W08, W09): from the month's start a year before to the end of the month before.</summary>
    public (DateOnly From, DateOnly To) Window => (new DateOnly(VisitedOn.Year, VisitedOn.Month, 1).AddYears(-1), new DateOnly(VisitedOn.Year, VisitedOn.Month, 1).AddDays(-1));

    internal sealed class Mapping : IEntityTypeConfiguration<CaseVisit>
    {
        public void Configure(EntityTypeBuilder<CaseVisit> builder)
        {
            builder.ToTable("case_visit");
            builder.Ignore(v => v.Names);
            builder.Ignore(v => v.Window);
            builder.Property(v => v.Visitors).HasMaxLength(300);
            builder.Property(v => v.By).HasMaxLength(140);
            builder.Property(v => v.MainProblems).HasMaxLength(120);
            builder.HasIndex(v => v.FormKey).IsUnique();   // the same form once
            builder.HasIndex(v => v.CaseId);               // visits of a case
        }
    }
}

/// <summary>绿色通道下先行落实的帮扶: what was given before the procedure was made up. Nothing ever takes it back or blocks it.</summary>
internal sealed class FirstHelp : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required long Division { get; init; }
    public required Guid FormKey { get; init; }
    public required DateOnly GivenOn { get; init; }
    public required string What { get; init; }
    public long? Amount { get; init; }
    public required string Unit { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FirstHelp>
    {
        public void Configure(EntityTypeBuilder<FirstHelp> builder)
        {
            builder.ToTable("first_help");
            builder.Property(h => h.Unit).HasMaxLength(100);
            builder.HasIndex(h => h.FormKey).IsUnique();   // the same form once
            builder.HasIndex(h => h.CaseId);               // help of a case
        }
    }
}
