using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Health;

/// <summary>
/// 家庭医生签约: someone who has a contract, or has one of the four chronic diseases and should have one. Derived from deliveries, like
/// <see cref="Benefits.Benefit"/>.
/// </summary>
internal sealed class DoctorContract : IOfHousehold
{
    /// <summary>The four diseases that are managed (monitoring.md 9).</summary>
    public static readonly IReadOnlyList<string> FourDiseases = ["高血压", "糖尿病", "肺结核", "严重精神障碍"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required long Division { get; set; }
    public required string Name { get; init; }
    /// <summary>Chronic diseases in management, as <c>;高血压;糖尿病;</c>; empty for others.</summary>
    public required string Diseases { get; init; }
    public DateOnly? SignedOn { get; init; }
    public DateOnly? ExpiresOn { get; init; }
    public string? Doctor { get; init; }
    public string? Institution { get; init; }
    public string? Package { get; init; }
    /// <summary>Last service under the contract.</summary>
    public DateOnly? ServedOn { get; init; }
    /// <summary>Last follow-up of a chronic disease.</summary>
    public DateOnly? FollowedOn { get; init; }
    /// <summary>有效, 已到期, 已解约, 未签约.</summary>
    public required string State { get; init; }

    public const string Valid = "有效", Expired = "已到期", Ended = "已解约", None = "未签约";

    internal sealed class Mapping : IEntityTypeConfiguration<DoctorContract>
    {
        public void Configure(EntityTypeBuilder<DoctorContract> builder)
        {
            builder.ToTable("doctor_contract");
            builder.Property(c => c.Name).HasMaxLength(120);
            builder.Property(c => c.Diseases).HasMaxLength(80);
            builder.Property(c => c.Doctor).HasMaxLength(60);
            builder.Property(c => c.Institution).HasMaxLength(120);
            builder.Property(c => c.Package).HasMaxLength(120);
            builder.Property(c => c.State).HasMaxLength(20);
            builder.HasIndex(c => c.PersonId);                        // the contract of a person
            builder.HasIndex(c => new { c.Division, c.State });       // who has none in an area; a village is written anew as a whole
        }
    }
}
