using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Processing;

internal enum ImpactLevel { 低, 中, 高 }

/// <summary>个人信息保护影响评估 (个人信息保护法第五十五、五十六条): what was looked at, what was found, what is done about it, and when it is looked at again. Kept at least three years.</summary>
internal sealed class ImpactAssessment : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Division { get; init; }
    public required string Title { get; set; }
    /// <summary>Which of the occasions of article 55.</summary>
    public required string Occasion { get; set; }
    public required ImpactLevel Level { get; set; }
    /// <summary>Whether purpose and manner are lawful, rightful and needed; what it does to people; whether protection fits.</summary>
    public required string Findings { get; set; }
    public required string Steps { get; set; }
    public required DateOnly DoneOn { get; set; }
    public required DateOnly NextOn { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }
    public int Version { get; set; }

    /// <summary>Occasions of article 55.</summary>
    public static readonly IReadOnlyList<string> Occasions = ["处理敏感个人信息", "利用个人信息进行自动化决策", "委托处理、向其他处理者提供、公开", "向境外提供", "其他对个人权益有重大影响的活动"];

    internal sealed class Mapping : IEntityTypeConfiguration<ImpactAssessment>
    {
        public void Configure(EntityTypeBuilder<ImpactAssessment> builder)
        {
            builder.ToTable("impact_assessment");
            builder.Property(a => a.Title).HasMaxLength(120);
            builder.Property(a => a.Occasion).HasMaxLength(60);
            builder.Property(a => a.Findings).HasMaxLength(2000);
            builder.Property(a => a.Steps).HasMaxLength(2000);
            builder.Property(a => a.By).HasMaxLength(140);
            builder.Property(a => a.Version).IsConcurrencyToken();
            builder.HasIndex(a => new { a.Division, a.NextOn }); // those of an area that are to be looked at again
        }
    }
}
