using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.SocialRelief.Policies;

/// <summary>For whom a policy was made: both ways of help are kept in one catalogue.</summary>
internal enum PolicyTrack { 低收入, 监测帮扶, 两类共用 }

/// <summary>
/// 救助政策: what it rests on, when it holds, to whom it applies — a condition of the rule language over registry and deliveries — and by
/// which benefit one sees that somebody receives it. Shipped policies stand in policies.yaml; rows here are a county's own and replace those of the same key.
/// </summary>
internal sealed class ReliefPolicy : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    /// <summary>County; 0 for those that ship with the program.</summary>
    public long County { get; init; }
    public required string Title { get; set; }
    public required PolicyTrack Track { get; set; }
    /// <summary>Names of benefits joined by <c>;</c>.</summary>
    public required string BenefitNames { get; set; }
    public required string Department { get; set; }
    public required string Basis { get; set; }
    public string? Standard { get; set; }
    public required DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public required bool PerPerson { get; set; }
    /// <summary>The fact whose rows the condition looks at; null: the household.</summary>
    public string? Fact { get; set; }
    public string? Where { get; set; }
    public string? When { get; set; }
    public int Version { get; set; }

    public IReadOnlyList<string> Benefits => BenefitNames.Split(';', StringSplitOptions.RemoveEmptyEntries);

    public bool IsInForce(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    internal sealed class Mapping : IEntityTypeConfiguration<ReliefPolicy>
    {
        public void Configure(EntityTypeBuilder<ReliefPolicy> builder)
        {
            builder.ToTable("relief_policy");
            builder.Ignore(p => p.Benefits);
            builder.Property(p => p.Key).HasMaxLength(40);
            builder.Property(p => p.Title).HasMaxLength(120);
            builder.Property(p => p.BenefitNames).HasMaxLength(200);
            builder.Property(p => p.Department).HasMaxLength(40);
            builder.Property(p => p.Basis).HasMaxLength(400);
            builder.Property(p => p.Standard).HasMaxLength(400);
            builder.Property(p => p.Fact).HasMaxLength(40);
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.HasIndex(p => new { p.County, p.Key }).IsUnique(); // a county replaces a policy once
        }
    }
}
