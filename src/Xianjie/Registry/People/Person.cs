using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.People;

internal enum PersonState { Present, Dead, Left }

/// <summary>
/// 成员: a person, with the household of today beside the dated memberships. Property names are the catalogue's English names (fact
/// 成员). The citizen id is sealed; it is found by its blind index, and by that of its last four characters.
/// </summary>
internal sealed class Person : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid HouseholdId { get; set; }
    /// <summary>Village of the household of today.</summary>
    public required long Division { get; set; }
    public int County { get; set; }
    public string? PersonNo { get; set; }
    [SealedAs(Sealed.CitizenId)]
    public byte[]? CitizenIdSealed { get; set; }
    public byte[]? CitizenIdIndex { get; set; }
    public byte[]? CitizenIdTail { get; set; }
    public string? IdKind { get; set; }
    public required string Name { get; set; }
    /// <summary>Full pinyin without tones or spaces, for search: zhangsan.</summary>
    public string? Pinyin { get; set; }
    /// <summary>First letters: zs.</summary>
    public string? Initials { get; set; }
    public string? Sex { get; set; }
    public DateOnly? BirthDate { get; set; }
    public required string Relation { get; set; }
    public string? Ethnicity { get; set; }
    public string? Political { get; set; }
    public string? Education { get; set; }
    public string? SchoolState { get; set; }
    public string? DropoutReason { get; set; }
    public string? Health { get; set; }
    [SealedAs(Sealed.Disability)]
    public byte[]? DisabilityCardSealed { get; set; }
    public byte[]? DisabilityCardIndex { get; set; }
    public string? DisabilityKind { get; set; }
    public string? DisabilityLevel { get; set; }
    public string? Labour { get; set; }
    public string? WorkPlace { get; set; }
    public int? WorkMonths { get; set; }
    /// <summary>分 per month.</summary>
    public long? WorkIncome { get; set; }
    public string? WorkCompany { get; set; }
    public string? WorkIndustry { get; set; }
    public string? WorkChannel { get; set; }
    public bool? IsPointToPoint { get; set; }
    public bool? WorksAbroad { get; set; }
    public int? WorkFromMonth { get; set; }
    public int? WorkToMonth { get; set; }
    public bool? MedResident { get; set; }
    public bool? MedEmployee { get; set; }
    public bool? MedCritical { get; set; }
    public bool? MedCommercial { get; set; }
    public bool? MedicalAid { get; set; }
    public bool? OtherHealthAid { get; set; }
    public bool? AccidentSubsidy { get; set; }
    public bool? PensionResident { get; set; }
    public bool? PensionEmployee { get; set; }
    public string? Dibao { get; set; }
    public string? Tekun { get; set; }
    public string? PublicPost { get; set; }
    public int? PublicPostMonths { get; set; }
    public bool? IsRelocated { get; set; }
    public string? UnemployedReason { get; set; }
    public bool? SpeaksMandarin { get; set; }
    [SealedAs(Sealed.Phone)]
    public byte[]? PhoneSealed { get; set; }
    public byte[]? PhoneIndex { get; set; }
    public PersonState State { get; set; } = PersonState.Present;
    public DateTimeOffset UpdatedAt { get; set; }
    public int Version { get; set; }

    /// <summary>What a citizen id tells is filled in where it is missing; what contradicts it is left to the rules.</summary>
    public void Learn(CitizenId id)
    {
        Sex ??= id.Sex == Screening.Identifiers.Sex.Male ? "男" : "女";
        BirthDate ??= id.BirthDate;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("person");
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.HasIndex(p => p.HouseholdId);                          // members of a household
            builder.HasIndex(p => p.CitizenIdIndex);                       // found by citizen id; duplicates are a doubt, not a crash
            builder.HasIndex(p => new { p.CitizenIdTail, p.Division });    // last four characters within an area
            builder.HasIndex(p => new { p.Name, p.Division });             // name search
            builder.HasIndex(p => new { p.Pinyin, p.Division });           // pinyin search
            builder.HasIndex(p => new { p.Initials, p.Division });         // initials search
            builder.HasIndex(p => p.PhoneIndex);                           // found by phone
            builder.HasIndex(p => new { p.Division, p.State });            // people of an area
        }
    }
}

/// <summary>When a person belonged to a household, and how it began and ended.</summary>
internal sealed class Membership : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required string Relation { get; set; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }
    /// <summary>新生儿, 婚入, 户籍迁入 …, or 建档, 分户, 并户.</summary>
    public required string JoinReason { get; init; }
    /// <summary>死亡, 婚出, 户籍迁出 …, or 分户, 并户, 导入撤销.</summary>
    public string? LeaveReason { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.ToTable("membership");
            builder.HasIndex(m => new { m.PersonId, m.From });   // a person's history
            builder.HasIndex(m => m.HouseholdId);                // a household's history
        }
    }
}
