using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Visits;

internal enum VisitResult { 有人在家, 电话联系, 无法联系 }

/// <summary>走访: what a helper found at a household, and what comes next. 无法联系 does not count as a visit made.</summary>
internal sealed class HelpVisit : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required DateOnly VisitedOn { get; init; }
    public required VisitResult Result { get; init; }
    /// <summary>Names joined by 、.</summary>
    public required string Visitors { get; init; }
    public required string Findings { get; init; }
    /// <summary>True: a problem was seen; null: not looked at.</summary>
    public bool? SchoolProblem { get; init; }
    public bool? MedicalProblem { get; init; }
    public bool? HouseProblem { get; init; }
    public bool? WaterProblem { get; init; }
    /// <summary>Risks newly seen, of code list 风险, joined by <c>;</c>.</summary>
    public string? NewRisks { get; init; }
    public string? NextStep { get; init; }
    public DateOnly? NextOn { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Made with the form; a form sent twice is one visit.</summary>
    public required Guid FormKey { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<HelpVisit>
    {
        public void Configure(EntityTypeBuilder<HelpVisit> builder)
        {
            builder.ToTable("help_visit");
            builder.Property(v => v.Visitors).HasMaxLength(200);
            builder.Property(v => v.NewRisks).HasMaxLength(120);
            builder.Property(v => v.By).HasMaxLength(140);
            builder.HasIndex(v => v.FormKey).IsUnique();                   // the same form once
            builder.HasIndex(v => new { v.HouseholdId, v.VisitedOn });     // the visits of a household, the last one
            builder.HasIndex(v => new { v.VisitedOn, v.Id });              // the latest visits of an area
        }
    }
}
