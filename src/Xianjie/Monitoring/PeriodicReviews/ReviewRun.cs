using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>One period of a plan with the list that was made for it.</summary>
internal sealed class ReviewRun : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlanId { get; init; }
    public required DateOnly Period { get; init; }
    public required string Title { get; init; }
    public required long Division { get; init; }
    public required DateOnly MadeOn { get; init; }
    public required DateOnly Due { get; init; }
    public required string By { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewRun>
    {
        public void Configure(EntityTypeBuilder<ReviewRun> builder)
        {
            builder.ToTable("review_run");
            builder.Property(r => r.Title).HasMaxLength(120);
            builder.Property(r => r.By).HasMaxLength(140);
            builder.HasIndex(r => new { r.PlanId, r.Period }).IsUnique();  // one list per period, whoever makes it
            builder.HasIndex(r => new { r.Division, r.MadeOn });           // the runs of an area, newest first
        }
    }
}

internal enum ReviewResult { 无变化, 有变化, 新增风险 }

/// <summary>动态调整: what the visitors propose for the household.</summary>
internal enum Adjustment { 建议纳入, 建议变更类型, 建议消除, 建议回退 }

internal enum AdjustmentState { 待处理, 已采纳, 不采纳 }

/// <summary>One household on the list of a run, and what was found.</summary>
internal sealed class ReviewItem : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RunId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    public required long Division { get; set; }
    /// <summary>户类型 and 户属性 on the day of the list.</summary>
    public required string HouseholdType { get; init; }
    public required string RiskState { get; init; }
    public required DateOnly Due { get; init; }
    public ReviewResult? Result { get; private set; }
    public string? Words { get; private set; }
    public string? Visitors { get; private set; }
    public DateOnly? DoneOn { get; private set; }
    public string? By { get; private set; }
    /// <summary>Last time that nobody was met.</summary>
    public DateOnly? TriedOn { get; private set; }
    public Adjustment? Proposal { get; private set; }
    public AdjustmentState? ProposalState { get; private set; }
    public string? ProposalOutcome { get; private set; }
    public DateOnly? ProposalOn { get; private set; }
    public int Version { get; private set; }

    public void Miss(DateOnly on)
    {
        Demand(DoneOn is null);
        (TriedOn, Version) = (on, Version + 1);
    }

    public void Finish(ReviewResult result, string? words, string visitors, DateOnly on, string by, Adjustment? proposal)
    {
        Demand(DoneOn is null);
        (Result, Words, Visitors, DoneOn, By, Version) = (result, words, visitors, on, by, Version + 1);
        (Proposal, ProposalState) = (proposal, proposal is null ? null : AdjustmentState.待处理);
    }

    public void Settle(bool taken, string outcome, DateOnly on)
    {
        Demand(ProposalState == AdjustmentState.待处理);
        (ProposalState, ProposalOutcome, ProposalOn, Version) = (taken ? AdjustmentState.已采纳 : AdjustmentState.不采纳, outcome, on, Version + 1);
    }

    private static void Demand(bool holds)
    {
        if (!holds)
            throw new InvalidOperationException("The review item is not in a state for that.");
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewItem>
    {
        public void Configure(EntityTypeBuilder<ReviewItem> builder)
        {
            builder.ToTable("review_item");
            builder.Property(i => i.HouseholdNo).HasMaxLength(40);
            builder.Property(i => i.HeadName).HasMaxLength(120);
            builder.Property(i => i.HouseholdType).HasMaxLength(40);
            builder.Property(i => i.RiskState).HasMaxLength(40);
            builder.Property(i => i.Words).HasMaxLength(1000);
            builder.Property(i => i.Visitors).HasMaxLength(200);
            builder.Property(i => i.By).HasMaxLength(140);
            builder.Property(i => i.ProposalOutcome).HasMaxLength(600);
            builder.Property(i => i.Version).IsConcurrencyToken();
            builder.HasIndex(i => new { i.RunId, i.HouseholdId }).IsUnique();         // a household once on a list
            builder.HasIndex(i => new { i.RunId, i.Division, i.DoneOn });             // progress by village, and who is left
            builder.HasIndex(i => new { i.Division, i.DoneOn, i.Due });               // what waits in an area, and what is overdue
            builder.HasIndex(i => new { i.ProposalState, i.Division });               // proposals that wait
            builder.HasIndex(i => i.HouseholdId);                                     // reviews of a household
        }
    }
}
