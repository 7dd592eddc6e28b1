using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>
/// 年收入: one household's income of a year; amounts in 分. The totals are what rules and figures use; their parts (monitoring.md 1.3,
/// A23–A27), where given, add up to them.
/// </summary>
internal sealed class IncomeYear : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required int Year { get; init; }
    /// <summary>Two accounting periods are in use (calendar year, and October to September); which one is stored, never assumed.</summary>
    public DateOnly? PeriodStart { get; set; }
    public DateOnly? PeriodEnd { get; set; }
    public long? Wage { get; set; }
    public long? WageLabour { get; set; }
    public long? WageIndustryPost { get; set; }
    public long? WageTownshipPost { get; set; }
    public long? WageVillagePost { get; set; }
    public long? WageGathering { get; set; }
    public long? Business { get; set; }
    public long? BusinessCrops { get; set; }
    public long? BusinessLivestock { get; set; }
    public long? BusinessFruit { get; set; }
    public long? BusinessOther { get; set; }
    public long? Property { get; set; }
    public long? PropertyDividend { get; set; }
    public long? PropertyLand { get; set; }
    public long? PropertyFinance { get; set; }
    public long? PropertyFarming { get; set; }
    public long? PropertyOther { get; set; }
    public long? Transfer { get; set; }
    public long? FamilyPlanning { get; set; }
    public long? DibaoMoney { get; set; }
    public long? TekunMoney { get; set; }
    public long? PensionMoney { get; set; }
    public long? EcologyMoney { get; set; }
    public long? TransferOther { get; set; }
    public long? BusinessCost { get; set; }
    public long? CostCrops { get; set; }
    public long? CostLivestock { get; set; }
    public long? CostFruit { get; set; }
    public long? CostOther { get; set; }
    public long? Gross { get; set; }
    public long? Net { get; set; }
    public long? PerCapita { get; set; }
    public long? InsuranceClaim { get; set; }
    public long? CompliantSelfPay { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IncomeYear>
    {
        public void Configure(EntityTypeBuilder<IncomeYear> builder)
        {
            builder.ToTable("income_year");
            builder.Property(i => i.Version).IsConcurrencyToken();
            builder.HasIndex(i => new { i.HouseholdId, i.Year }).IsUnique(); // one statement a year
        }
    }
}
