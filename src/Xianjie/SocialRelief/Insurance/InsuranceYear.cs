using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Insurance;

/// <summary>
/// Whether a once-poor person was insured, subsidised and reimbursed in a year. Derived from deliveries; once the year is closed its rows
/// are never written again, whatever is delivered later.
/// </summary>
internal sealed class InsuranceYear : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required long Division { get; set; }
    public required string Name { get; init; }
    public required int Year { get; init; }
    /// <summary>Null: the office has said nothing of this person in this year.</summary>
    public bool? IsInsured { get; init; }
    public string? Scheme { get; init; }
    /// <summary>分 paid for the contribution.</summary>
    public required long Subsidy { get; init; }
    /// <summary>分 of basic and critical illness insurance.</summary>
    public required long Reimbursed { get; init; }
    /// <summary>分 of medical aid.</summary>
    public required long Aid { get; init; }
    public required int Settlements { get; init; }

    /// <summary>脱贫人口 and those who had been poor.</summary>
    public static readonly string[] OncePoorTypes = ["脱贫不享受政策户", "一般脱贫户", "脱贫不稳定户"];

    internal sealed class Mapping : IEntityTypeConfiguration<InsuranceYear>
    {
        public void Configure(EntityTypeBuilder<InsuranceYear> builder)
        {
            builder.ToTable("insurance_year");
            builder.Property(i => i.Name).HasMaxLength(120);
            builder.Property(i => i.Scheme).HasMaxLength(40);
            builder.HasIndex(i => new { i.PersonId, i.Year }).IsUnique();   // the years of a person, each once
            builder.HasIndex(i => new { i.Year, i.Division });              // a year in an area
            builder.HasIndex(i => new { i.Division, i.Year });              // a village's open years are written anew
        }
    }
}
