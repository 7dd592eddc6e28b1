using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>What a round found at one household's house. Never changed: a later round, or the acceptance of what was mended, finds anew.</summary>
internal sealed class HouseFinding : IOfHousehold, IRecorded
{
    public static readonly IReadOnlyList<string> Grades = ["A级", "B级", "C级", "D级", "无法判定"];

    public static readonly IReadOnlyList<string> Hazards =
        ["地基下沉", "墙体裂缝或倾斜", "梁柱变形或腐朽", "屋面漏雨或破损", "擅自加层或拆改承重墙", "用电用火隐患", "临山临水临崖", "年久失修无人住", "其他"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RoundId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    public required long Division { get; set; }
    public required DateOnly InspectedOn { get; init; }
    public required string Inspectors { get; init; }
    public required string Grade { get; init; }
    /// <summary>The grade that stood before; null where none was known.</summary>
    public string? Before { get; init; }
    /// <summary>Kinds of <see cref="Hazards"/>, joined by <c>;</c>.</summary>
    public required string Seen { get; init; }
    public required bool SelfBuilt { get; init; }
    /// <summary>经营性自建房: let, or used for a trade.</summary>
    public required bool ForTrade { get; init; }
    public string? Note { get; init; }
    public required Guid FormKey { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    public bool IsUnsafe => Grade is not ("A级" or "B级");
    public bool HasHazard => IsUnsafe || Seen.Length > 0;
    public bool GradeChanged => Before is not null && Before != Grade;

    internal sealed class Mapping : IEntityTypeConfiguration<HouseFinding>
    {
        public void Configure(EntityTypeBuilder<HouseFinding> builder)
        {
            builder.ToTable("house_finding");
            builder.Ignore(f => f.IsUnsafe);
            builder.Ignore(f => f.HasHazard);
            builder.Ignore(f => f.GradeChanged);
            builder.Property(f => f.HouseholdNo).HasMaxLength(40);
            builder.Property(f => f.HeadName).HasMaxLength(120);
            builder.Property(f => f.Inspectors).HasMaxLength(200);
            builder.Property(f => f.Grade).HasMaxLength(20);
            builder.Property(f => f.Before).HasMaxLength(20);
            builder.Property(f => f.Seen).HasMaxLength(200);
            builder.Property(f => f.Note).HasMaxLength(500);
            builder.Property(f => f.By).HasMaxLength(140);
            builder.HasIndex(f => new { f.RoundId, f.HouseholdId }).IsUnique(); // a house once in a round; who is still to be seen
            builder.HasIndex(f => new { f.RoundId, f.Division });               // a round by village
            builder.HasIndex(f => new { f.HouseholdId, f.InspectedOn });        // the history of a household's house
        }
    }
}
