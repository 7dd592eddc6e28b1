using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Health;

internal enum CriticalState { 待救治, 救治中, 已救治, 随访, 终止 }

/// <summary>大病专项救治: one person with one of the listed diseases, how far the treatment is. The office's diagnoses open it, people carry it on.</summary>
internal sealed class CriticalCase : IOfHousehold, IRecorded
{
    /// <summary>Name of the code list of the diseases (catalogue/codes.yaml); others are kept under <see cref="Other"/>.</summary>
    public const string Codes = "大病病种", Other = "其他大病";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required long Division { get; set; }
    public required string Name { get; init; }
    /// <summary>A value of the code list.</summary>
    public required string Disease { get; set; }
    /// <summary>The diagnosis as the hospital wrote it.</summary>
    [SealedAs(Sealed.Health)]
    public byte[]? DiagnosisSealed { get; set; }
    public required DateOnly DiagnosedOn { get; set; }
    public string? Hospital { get; set; }
    public CriticalState State { get; set; } = CriticalState.待救治;
    /// <summary>住院, 门诊 or 居家.</summary>
    public string? Care { get; set; }
    public DateOnly? TreatedOn { get; set; }
    /// <summary>分 of the whole treatment, and of what the person paid.</summary>
    public long? Cost { get; set; }
    public long? SelfPaid { get; set; }
    [SealedAs(Sealed.Health)]
    public byte[]? NoteSealed { get; set; }
    /// <summary>卫健局 or 登记.</summary>
    public required string Source { get; init; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CriticalCase>
    {
        public void Configure(EntityTypeBuilder<CriticalCase> builder)
        {
            builder.ToTable("critical_case");
            builder.Property(c => c.Name).HasMaxLength(120);
            builder.Property(c => c.Disease).HasMaxLength(40);
            builder.Property(c => c.Hospital).HasMaxLength(120);
            builder.Property(c => c.Care).HasMaxLength(20);
            builder.Property(c => c.Source).HasMaxLength(40);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => new { c.PersonId, c.Disease }).IsUnique();  // a disease of a person once
            builder.HasIndex(c => new { c.Division, c.State });               // the list of an area and state
        }
    }
}
