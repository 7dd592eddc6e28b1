using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Comparison.Runs;

/// <summary>
/// One run of the rules over a county, written in the transaction that ends its job. Rule versions, parameter values and file hashes
/// stand beside the figures, so that every clue can be derived again years later.
/// </summary>
internal sealed class ScreeningRun : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Division { get; init; }
    public required DateOnly AsOf { get; init; }
    /// <summary>yyyyMM of <see cref="AsOf"/>.</summary>
    public required int Month { get; init; }
    /// <summary>A look at a past month: counted and kept, but no clue comes of it.</summary>
    public required bool IsBackTest { get; init; }
    public required Guid JobId { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Households { get; init; }
    public required int Persons { get; init; }
    public required long FactRows { get; init; }
    public required long UnmatchedFactRows { get; init; }
    /// <summary>Rows that were not read for want of a letter, and of how many households.</summary>
    public required long RowsLeftOut { get; init; }
    public required int HouseholdsLeftOut { get; init; }
    public required int Hits { get; init; }
    public required int NewClues { get; init; }
    public required int Joined { get; init; }
    public required int Repeated { get; init; }
    public required int Milliseconds { get; init; }
    /// <summary>JSON: rule id to content hash of the rules that ran.</summary>
    public required string Rules { get; init; }
    /// <summary>JSON: values in force that the rules read.</summary>
    public required string Parameters { get; init; }
    /// <summary>JSON: deliveries and hashes that went in.</summary>
    public required string Files { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ScreeningRun>
    {
        public void Configure(EntityTypeBuilder<ScreeningRun> builder)
        {
            builder.ToTable("screening_run");
            builder.Property(r => r.By).HasMaxLength(140);
            builder.HasIndex(r => new { r.Division, r.IsBackTest, r.Month, r.At }); // the last run of a month, and of the month before
        }
    }
}

/// <summary>How many hits and households one rule had in one village in one run; every table of a run adds these up.</summary>
internal sealed class RunCount : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RunId { get; init; }
    public required string RuleId { get; init; }
    /// <summary>The rule's first risk; empty where it has none.</summary>
    public required string Risk { get; init; }
    public required string Class { get; init; }
    public required long Division { get; init; }
    public required int Hits { get; init; }
    public required int Households { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RunCount>
    {
        public void Configure(EntityTypeBuilder<RunCount> builder)
        {
            builder.ToTable("run_count");
            builder.Property(c => c.RuleId).HasMaxLength(40);
            builder.Property(c => c.Risk).HasMaxLength(40);
            builder.Property(c => c.Class).HasMaxLength(20);
            builder.HasIndex(c => new { c.RunId, c.RuleId }); // the tables of a run; the last counts of a rule
        }
    }
}

/// <summary>When the comparison of a county runs by itself.</summary>
internal sealed class ScreeningSchedule : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Division { get; init; }
    /// <summary>Day of the month, 1 to 28.</summary>
    public int Day { get; set; }
    /// <summary>Hour in China, 0 to 23.</summary>
    public int Hour { get; set; }
    public bool IsOn { get; set; }
    public DateTimeOffset NextAt { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ScreeningSchedule>
    {
        public void Configure(EntityTypeBuilder<ScreeningSchedule> builder)
        {
            builder.ToTable("screening_schedule");
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.HasIndex(s => s.Division).IsUnique(); // one per county
        }
    }
}
