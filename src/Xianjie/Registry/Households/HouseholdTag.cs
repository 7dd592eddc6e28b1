using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>
/// A dated mark on a household, and where it came from: a risk that is watched without having been identified, or a label by which the
/// village finds households again. It decides nothing; what was identified stands in <see cref="Household.Risks"/>.
/// </summary>
internal sealed class HouseholdTag : IInDivision, IRecorded
{
    public const string Risk = "风险", Label = "标签";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    /// <summary>风险 or 标签.</summary>
    public required string Kind { get; init; }
    public required string Value { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; private set; }
    public string? Source { get; init; }

    public bool IsCurrent => To is null;

    public void End(DateOnly day)
    {
        if (To is not null || day < From)
            throw new InvalidOperationException("The tag has ended, or has not begun on that day.");
        To = day;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<HouseholdTag>
    {
        public void Configure(EntityTypeBuilder<HouseholdTag> builder)
        {
            builder.ToTable("household_tag");
            builder.Property(t => t.Kind).HasMaxLength(10);
            builder.Property(t => t.Value).HasMaxLength(40);
            builder.Property(t => t.Source).HasMaxLength(100);
            builder.HasIndex(t => t.HouseholdId); // tags of a household
            builder.HasIndex(t => new { t.Value, t.Division }); // households with a tag in an area
        }
    }
}
