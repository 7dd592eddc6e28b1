using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Monitoring.History;

/// <summary>
/// 历史脱贫人口底册 (modules.md S0-4): one person who was once registered as poor. Only added: a mistake is corrected by another row that
/// replaces it and says why; what stands is what nothing replaces.
/// </summary>
internal sealed class HistoryEntry : IInDivision, IRecorded, IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Village at the time of entry; a person who moved stays where the register was made.</summary>
    public required long Division { get; init; }
    public required string HouseholdNo { get; init; }
    public required string Name { get; init; }
    [SealedAs(Sealed.CitizenId)]
    public byte[]? CitizenIdSealed { get; init; }
    public byte[]? CitizenIdIndex { get; init; }
    public int? IdentifiedYear { get; init; }
    public int? ExitedYear { get; init; }
    /// <summary>动态调出: taken off by death, marriage out, wrong identification …; the person stays in the register.</summary>
    public required bool LeftOut { get; init; }
    public int? LeftYear { get; init; }
    public string? LeftWhy { get; init; }
    /// <summary>The row that this one corrects.</summary>
    public Guid? Replaces { get; init; }
    /// <summary>Reason and proof of a correction.</summary>
    public string? Why { get; init; }
    public required string Source { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<HistoryEntry>
    {
        public void Configure(EntityTypeBuilder<HistoryEntry> builder)
        {
            builder.ToTable("history_entry");
            builder.Property(e => e.HouseholdNo).HasMaxLength(40);
            builder.Property(e => e.Name).HasMaxLength(60);
            builder.Property(e => e.LeftWhy).HasMaxLength(200);
            builder.Property(e => e.Why).HasMaxLength(400);
            builder.Property(e => e.Source).HasMaxLength(60);
            builder.Property(e => e.By).HasMaxLength(140);
            builder.HasIndex(e => e.Replaces).IsUnique();                  // a row is corrected once; its correction may be corrected again
            builder.HasIndex(e => e.CitizenIdIndex);                       // nobody twice
            builder.HasIndex(e => new { e.Division, e.HouseholdNo, e.Id }); // the list of an area
        }
    }
}
