using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Registry.Households;

internal enum HouseholdState { Active, Merged, Dissolved }

/// <summary>
/// 户. Property names are the catalogue's English names (catalogue/registry.yaml, fact 户), so that forms, import, export and rules
/// reach a field through the catalogue alone. Code values are the canonical names of catalogue/codes.yaml; several values in one
/// field (risks) are joined by <c>;</c>, the first being the main one. Months are yyyyMM.
/// </summary>
internal sealed class Household : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string HouseholdNo { get; init; }
    /// <summary>Village, 12 digits.</summary>
    public required long Division { get; set; }
    /// <summary>County, 6 digits: the key by which tables can be partitioned.</summary>
    public int County { get; set; }
    public string? GroupName { get; set; }
    public string? HeadName { get; set; }
    public required string HouseholdType { get; set; }
    public required string RiskState { get; set; }
    public int? MemberCount { get; set; }
    [SealedAs(Sealed.Phone)]
    public byte[]? PhoneSealed { get; set; }
    public byte[]? PhoneIndex { get; set; }
    public bool? IsExitedPoverty { get; set; }
    public bool? IsMartyrFamily { get; set; }
    public bool? IsRelocated { get; set; }
    public string? RelocationSite { get; set; }
    public bool? IsSafetyNet { get; set; }
    public int? IdentifiedMonth { get; set; }
    public int? EliminatedMonth { get; set; }
    public string? EliminationKind { get; set; }
    public string? Risks { get; set; }
    public string? DisasterKind { get; set; }
    public string? RiskNote { get; set; }
    public string? DevelopmentState { get; set; }
    public string? HelperName { get; set; }
    public string? MonitorContact { get; set; }
    [SealedAs(Sealed.Phone)]
    public byte[]? MonitorContactPhoneSealed { get; set; }
    public byte[]? MonitorContactPhoneIndex { get; set; }
    public string? IdentifyStandard { get; set; }
    public int? ExitedYear { get; set; }
    public int? FirstEnteredMonth { get; set; }
    public string? BankName { get; set; }
    [SealedAs(Sealed.BankCard)]
    public byte[]? BankAccountSealed { get; set; }
    public byte[]? BankAccountIndex { get; set; }
    public string? FillerName { get; set; }
    [SealedAs(Sealed.Phone)]
    public byte[]? FillerPhoneSealed { get; set; }
    public byte[]? FillerPhoneIndex { get; set; }
    public DateOnly? FillDate { get; set; }
    /// <summary>How far the record is in the national system, as the office notes it.</summary>
    public string? ReportState { get; set; }
    /// <summary>Marks as bits, derived by <see cref="Counts.Traits"/> from this row, its members and living conditions.</summary>
    public long Traits { get; set; }
    /// <summary>People in the household now, counted from the members; 家庭人口 (<see cref="MemberCount"/>) is what was declared.</summary>
    public int Present { get; set; }
    public HouseholdState State { get; set; } = HouseholdState.Active;
    /// <summary>Where the members went after a merger.</summary>
    public Guid? Successor { get; set; }
    /// <summary>The household this one was split from.</summary>
    public Guid? Origin { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Household>
    {
        public void Configure(EntityTypeBuilder<Household> builder)
        {
            builder.ToTable("household");
            builder.Property(h => h.HouseholdNo).HasMaxLength(40);
            builder.Property(h => h.Version).IsConcurrencyToken();
            builder.HasIndex(h => h.HouseholdNo).IsUnique();                                 // reconciliation key of imports
            builder.HasIndex(h => new { h.Division, h.State, h.HouseholdNo });               // the list of a village, any page of it, from the index alone
            builder.HasIndex(h => new { h.RiskState, h.Division });                          // 未消除 / 已消除 of an area
            builder.HasIndex(h => new { h.HouseholdType, h.Division });                      // a type in an area
            builder.HasIndex(h => new { h.Present, h.Id });                                  // the list by size
            builder.HasIndex(h => new { h.UpdatedAt, h.Id });                                // the list by last change
            builder.HasIndex(h => h.PhoneIndex);                                             // found by phone
        }
    }
}
