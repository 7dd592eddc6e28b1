using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Removal;

/// <summary>消除案件: one attempt to remove the risk of one household, with what each step put on paper.</summary>
internal sealed class RemovalCase : IOfHousehold, IRecorded
{
    public const string Helped = "帮扶消除", Natural = "自然消除";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    /// <summary>帮扶消除 or 自然消除.</summary>
    public required string Kind { get; init; }
    public required string Grounds { get; init; }
    public required DateOnly StartedOn { get; init; }
    public required string StartedBy { get; init; }
    public RemovalStep Step { get; private set; } = RemovalProcess.Table.Start;
    /// <summary>The household while the case is open: one open case each.</summary>
    public Guid? OpenHousehold { get; private set; }
    public DateOnly? VisitedOn { get; set; }
    public string? Visitors { get; set; }
    public string? VisitWords { get; set; }
    /// <summary>分 per head and year, as the visit worked it out.</summary>
    public long? PerCapita { get; set; }
    public int? Present { get; set; }
    public int? InFavour { get; set; }
    public DateOnly? ReviewedOn { get; set; }
    public string? ReviewWords { get; set; }
    public DateOnly? NoticeFrom { get; set; }
    public DateOnly? NoticeUntil { get; set; }
    public string? TownshipWords { get; set; }
    public string? CountyWords { get; set; }
    public string? EndReason { get; set; }
    /// <summary>JSON: the conditions with their evidence as they stood when the county decided.</summary>
    public string? Evidence { get; set; }
    public int Version { get; private set; }

    public bool IsOpen => OpenHousehold is not null;

    public RemovalCase Opened()
    {
        OpenHousehold = HouseholdId;
        return this;
    }

    public void Move(RemovalStep to)
    {
        if (!IsOpen)
            throw new InvalidOperationException("The case is closed.");
        (Step, Version) = (to, Version + 1);
        if (RemovalProcess.Table.Steps[to].IsEnd)
            OpenHousehold = null;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<RemovalCase>
    {
        public void Configure(EntityTypeBuilder<RemovalCase> builder)
        {
            builder.ToTable("removal_case");
            builder.Property(c => c.HouseholdNo).HasMaxLength(40);
            builder.Property(c => c.HeadName).HasMaxLength(120);
            builder.Property(c => c.Kind).HasMaxLength(20);
            builder.Property(c => c.Visitors).HasMaxLength(200);
            builder.Property(c => c.StartedBy).HasMaxLength(140);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => c.OpenHousehold).IsUnique();        // one open case for a household
            builder.HasIndex(c => c.HouseholdId);                     // the cases of a household
            builder.HasIndex(c => new { c.Step, c.Division });        // the list of a step in an area
        }
    }
}

internal enum RiskChange { 消除, 回退, 再标注, 自然减少 }

/// <summary>What happened to the risk of a household after it was identified, with what stood before; the source of relapse rates.</summary>
internal sealed class RiskEvent : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required RiskChange Change { get; init; }
    public required DateOnly On { get; init; }
    public required string Reason { get; init; }
    public string? EliminationKind { get; init; }
    public int? EliminatedMonth { get; init; }
    public required int People { get; init; }
    /// <summary>Groups of the measures given, joined by <c>;</c> with one at each end.</summary>
    public string? MeasureGroups { get; init; }
    public required string By { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RiskEvent>
    {
        public void Configure(EntityTypeBuilder<RiskEvent> builder)
        {
            builder.ToTable("risk_event");
            builder.Property(e => e.EliminationKind).HasMaxLength(20);
            builder.Property(e => e.By).HasMaxLength(140);
            builder.HasIndex(e => new { e.HouseholdId, e.On });        // what happened to a household
            builder.HasIndex(e => new { e.Change, e.On });             // removals and relapses of a year
        }
    }
}

internal enum RecheckKind { 年度复查, 抽查 }

internal enum RecheckResult { 稳定, 风险反弹, 出现新风险 }

/// <summary>复查: a removed household is looked at again, each year and by spot check.</summary>
internal sealed class Recheck : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required string HeadName { get; init; }
    public required RecheckKind Kind { get; init; }
    public required DateOnly Due { get; init; }
    public DateOnly? DoneOn { get; private set; }
    public RecheckResult? Result { get; private set; }
    public string? Words { get; private set; }
    public string? By { get; private set; }
    public int Version { get; private set; }

    public void Finish(DateOnly on, RecheckResult result, string words, string by)
    {
        if (DoneOn is not null)
            throw new InvalidOperationException("The recheck is done already.");
        (DoneOn, Result, Words, By, Version) = (on, result, words, by, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Recheck>
    {
        public void Configure(EntityTypeBuilder<Recheck> builder)
        {
            builder.ToTable("recheck");
            builder.Property(r => r.HeadName).HasMaxLength(120);
            builder.Property(r => r.Words).HasMaxLength(400);
            builder.Property(r => r.By).HasMaxLength(140);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => r.HouseholdId);                         // the rechecks of a household
            builder.HasIndex(r => new { r.DoneOn, r.Due, r.Division });   // what is due
        }
    }
}
