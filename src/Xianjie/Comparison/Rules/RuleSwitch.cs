using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Comparison.Rules;

/// <summary>A county's word on whether a rule runs; without one the rule's own <c>enabled</c> holds.</summary>
internal sealed class RuleSwitch : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string RuleId { get; init; }
    public required long Division { get; init; }
    public required bool IsOn { get; set; }
    public required string Reason { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RuleSwitch>
    {
        public void Configure(EntityTypeBuilder<RuleSwitch> builder)
        {
            builder.ToTable("rule_switch");
            builder.Property(s => s.RuleId).HasMaxLength(40);
            builder.Property(s => s.Reason).HasMaxLength(400);
            builder.Property(s => s.By).HasMaxLength(140);
            builder.HasIndex(s => new { s.Division, s.RuleId }).IsUnique(); // the switch of a rule in a county
        }
    }
}

/// <summary>A text of a rule as it stood when a run used it: published versions stay readable for ever.</summary>
internal sealed class RuleVersion
{
    /// <summary>First 16 hex digits of the SHA-256 of the text.</summary>
    public required string Hash { get; init; }
    public required string RuleId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset FirstUsedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RuleVersion>
    {
        public void Configure(EntityTypeBuilder<RuleVersion> builder)
        {
            builder.ToTable("rule_version");
            builder.HasKey(v => new { v.RuleId, v.Hash });
            builder.Property(v => v.Hash).HasMaxLength(16);
            builder.Property(v => v.RuleId).HasMaxLength(40);
        }
    }
}

/// <summary>What the generated county knows about a household and real registries do not: whether it is truly at risk, and since when.</summary>
internal sealed class TruthRow : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; init; }
    public required bool AtRisk { get; init; }
    public required string Risk { get; init; }
    public required DateOnly Since { get; init; }
    public required string Reason { get; init; }
    /// <summary>Ids of the rules that should find it, joined by <c>;</c>.</summary>
    public required string Rules { get; init; }
    public required string Nature { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TruthRow>
    {
        public void Configure(EntityTypeBuilder<TruthRow> builder)
        {
            builder.ToTable("truth_row");
            builder.Property(t => t.Risk).HasMaxLength(40);
            builder.Property(t => t.Nature).HasMaxLength(40);
            builder.HasIndex(t => t.HouseholdId); // scoring the hits of a rule
        }
    }
}
