using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>维持: the doubt is true but does not stand against it; 解释采信: the explanation is believed; 否决: true, and it stands against it.</summary>
internal enum DoubtConclusion { 维持, 解释采信, 否决 }

/// <summary>
/// 排除疑点: something that speaks against identification, from a comparison or a person. Only a person concludes it, with evidence; nothing
/// is rejected by the program (monitoring.md 5.3).
/// </summary>
internal sealed class Doubt : IInDivision, IRecorded
{
    /// <summary>Conditions of monitoring.md 5.4.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "城镇商品房或多套住房", "经营性用房商铺", "机动车", "企业或商事登记", "财政供养", "金融资产", "投资类资产", "大额支出", "择校留学或高消费",
        "有劳动能力拒绝就业", "纳税或公积金", "成员变动", "其他",
    ];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required long Division { get; init; }
    public required Guid FormKey { get; init; }
    public required string Kind { get; init; }
    public required string Words { get; init; }
    /// <summary>人工登记, or the department whose rows raised it.</summary>
    public required string Source { get; init; }
    /// <summary>The exclusion clue that it was taken from.</summary>
    public Guid? ClueId { get; init; }
    public Guid? QueryId { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DoubtConclusion? Conclusion { get; private set; }
    public string? Evidence { get; private set; }
    public string? ConcludedBy { get; private set; }
    public DateTimeOffset? ConcludedAt { get; private set; }
    public int Version { get; private set; }

    public void Conclude(DoubtConclusion conclusion, string evidence, string by, DateTimeOffset at) =>
        (Conclusion, Evidence, ConcludedBy, ConcludedAt, Version) = (conclusion, evidence, by, at, Version + 1);

    internal sealed class Mapping : IEntityTypeConfiguration<Doubt>
    {
        public void Configure(EntityTypeBuilder<Doubt> builder)
        {
            builder.ToTable("case_doubt");
            builder.Property(d => d.Kind).HasMaxLength(40);
            builder.Property(d => d.Source).HasMaxLength(40);
            builder.Property(d => d.By).HasMaxLength(140);
            builder.Property(d => d.ConcludedBy).HasMaxLength(140);
            builder.Property(d => d.Version).IsConcurrencyToken();
            builder.HasIndex(d => new { d.CaseId, d.ClueId }).IsUnique();  // a clue is taken over once
            builder.HasIndex(d => d.FormKey).IsUnique();                   // the same form once
        }
    }
}

/// <summary>民主评议: held once for a stay in that step; the result can't differ from the votes.</summary>
internal sealed class DemocraticReview : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required long Division { get; init; }
    public required Guid StepId { get; init; }
    public required Guid FormKey { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required string Place { get; init; }
    public required string Chair { get; init; }
    public required string Recorder { get; init; }
    /// <summary>应到.</summary>
    public required int Expected { get; init; }
    /// <summary>实到.</summary>
    public required int Present { get; init; }
    public required int For { get; init; }
    public required int Against { get; init; }
    public required int Abstained { get; init; }
    public required bool Passed { get; init; }
    public required string Minutes { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>村民委员会组织法第二十六条: two thirds of the members must be there.</summary>
    public static bool HasQuorum(int expected, int present) => (long)present * 3 >= (long)expected * 2;

    /// <summary>Same article: more than half of those present.</summary>
    public static bool Carries(int present, int votesFor) => (long)votesFor * 2 > present;

    internal sealed class Mapping : IEntityTypeConfiguration<DemocraticReview>
    {
        public void Configure(EntityTypeBuilder<DemocraticReview> builder)
        {
            builder.ToTable("democratic_review");
            builder.Property(r => r.Place).HasMaxLength(100);
            builder.Property(r => r.Chair).HasMaxLength(60);
            builder.Property(r => r.Recorder).HasMaxLength(60);
            builder.Property(r => r.By).HasMaxLength(140);
            builder.HasIndex(r => r.StepId).IsUnique();    // only once (W05)
            builder.HasIndex(r => r.FormKey).IsUnique();   // the same form once
            builder.HasIndex(r => r.CaseId);               // reviews of a case
        }
    }
}
