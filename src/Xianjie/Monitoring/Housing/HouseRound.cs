using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Housing;

/// <summary>批次: one round of looking at houses: what for, where, whose, by whom, from when to when.</summary>
internal sealed class HouseRound : IInDivision, IRecorded
{
    public static readonly IReadOnlyList<string> Kinds = ["定期巡查", "房屋安全隐患排查", "自建房安全专项整治", "灾后排查"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FormKey { get; init; }
    public required string Title { get; init; }
    public required string Kind { get; init; }
    /// <summary>County, township or village.</summary>
    public required long Division { get; init; }
    /// <summary>户属性 of the households, joined by <c>;</c>; empty for all.</summary>
    public required string Target { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required string Inspectors { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<string> States => Target.Split(';', StringSplitOptions.RemoveEmptyEntries);
    public bool IsOpen => ClosedOn is null;

    public void Close(DateOnly on) => (ClosedOn, Version) = (on, Version + 1);

    internal sealed class Mapping : IEntityTypeConfiguration<HouseRound>
    {
        public void Configure(EntityTypeBuilder<HouseRound> builder)
        {
            builder.ToTable("house_round");
            builder.Ignore(r => r.States);
            builder.Ignore(r => r.IsOpen);
            builder.Property(r => r.Title).HasMaxLength(120);
            builder.Property(r => r.Kind).HasMaxLength(20);
            builder.Property(r => r.Target).HasMaxLength(80);
            builder.Property(r => r.Inspectors).HasMaxLength(200);
            builder.Property(r => r.By).HasMaxLength(140);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => r.FormKey).IsUnique();       // the same form once
            builder.HasIndex(r => new { r.Division, r.From }); // rounds of an area, newest first
        }
    }
}
