using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Pool;

/// <summary>How a household's layer has changed since the last month that is looked at.</summary>
internal enum PoolMove { 无变化, 新增, 退出, 下调, 上调 }

/// <summary>What two systems say differently of one household (并轨比对差异表).</summary>
internal enum MergeDifference { 低收入未纳入监测, 监测对象民政不在册, 层次与对象类型不对应, 低于低保标准未保, 高于低收入线仍在保, 同一人两个层次 }

/// <summary>
/// 低收入人口库: a household that the civil affairs office supports, that is monitored, or whose reckoned income lies below the line. Derived
/// from deliveries and registry, like <see cref="Benefits.Benefit"/>.
/// </summary>
internal sealed class PoolRow : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required long Division { get; set; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    /// <summary>A layer of the civil affairs office, 防止返贫致贫对象, 已退出 or 未在册.</summary>
    public required string Layer { get; init; }
    /// <summary>Members who are supported.</summary>
    public required int Supported { get; init; }
    public required int Members { get; init; }
    public required string HouseholdType { get; init; }
    public required string RiskState { get; init; }
    public required PoolMove Move { get; init; }
    public string? FormerLayer { get; init; }
    /// <summary>分 a head and year by the one reckoning of both ways of help; null: no income is entered.</summary>
    public long? PerCapita { get; init; }
    public int? IncomeYear { get; init; }
    /// <summary>The layer that the reckoned income alone would give.</summary>
    public string? Reckoned { get; init; }
    /// <summary>Values of <see cref="MergeDifference"/>, as <c>;低收入未纳入监测;</c>.</summary>
    public required string Differences { get; init; }

    public const string Watched = "防止返贫致贫对象", Left = "已退出", Outside = "未在册";

    /// <summary>In the pool: supported or monitored.</summary>
    public bool IsIn => Layer is not (Left or Outside);

    internal sealed class Mapping : IEntityTypeConfiguration<PoolRow>
    {
        public void Configure(EntityTypeBuilder<PoolRow> builder)
        {
            builder.ToTable("low_income_pool");
            builder.Ignore(p => p.IsIn);
            builder.Property(p => p.HouseholdNo).HasMaxLength(40);
            builder.Property(p => p.HeadName).HasMaxLength(120);
            builder.Property(p => p.Layer).HasMaxLength(40);
            builder.Property(p => p.FormerLayer).HasMaxLength(40);
            builder.Property(p => p.HouseholdType).HasMaxLength(40);
            builder.Property(p => p.RiskState).HasMaxLength(40);
            builder.Property(p => p.Reckoned).HasMaxLength(40);
            builder.Property(p => p.Differences).HasMaxLength(200);
            builder.HasIndex(p => p.HouseholdId);                     // the row of a household
            builder.HasIndex(p => new { p.Division, p.Layer });       // a layer in an area; a village is written anew as a whole
        }
    }
}
