using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Parameters;

/// <summary>
/// One value of a setting, in a division, between two days, resting on a document. What the program ships stands in
/// rules/parameters.yaml; rows here overlay it.
/// </summary>
internal sealed class Parameter : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    public string? Dimension { get; init; }
    public long Division { get; init; }
    public required string Value { get; set; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; set; }
    public required string Basis { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Parameter>
    {
        public void Configure(EntityTypeBuilder<Parameter> builder)
        {
            builder.ToTable("parameter");
            builder.Property(p => p.Key).HasMaxLength(80);
            builder.Property(p => p.Dimension).HasMaxLength(80);
            builder.Property(p => p.Value).HasMaxLength(200);
            builder.Property(p => p.Basis).HasMaxLength(400);
            builder.HasIndex(p => new { p.Key, p.Dimension, p.Division, p.ValidFrom }).IsUnique(); // one value per place and start day
        }
    }
}

/// <summary>The transition (2021–2025) and regular assistance (from 2026): names and object types follow it.</summary>
internal sealed record PolicyPeriod(string Key, string Name, DateOnly From, DateOnly? To, string ObjectName, string Basis)
{
    public static readonly PolicyPeriod Transition = new("transition", "过渡期", new(2021, 1, 1), new(2025, 12, 31), "监测对象", "中农组发〔2021〕7号");
    public static readonly PolicyPeriod Regular = new("regular", "常态化帮扶", new(2026, 1, 1), null, "防止返贫致贫对象", "2026年中央一号文件");

    public static PolicyPeriod On(DateOnly day) => day < Regular.From ? Transition : Regular;
}
