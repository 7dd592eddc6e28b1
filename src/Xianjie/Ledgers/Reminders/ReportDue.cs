using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Reminders;

/// <summary>待填报: a unit owes a ledger's report of a period. What one role of a unit owes stands together in one piece of work.</summary>
internal sealed class ReportDue : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Ledger { get; init; }
    public required int Period { get; init; }
    /// <summary>The unit that reports.</summary>
    public required long Division { get; init; }
    /// <summary>Ledger and period in words.</summary>
    public required string Title { get; init; }
    public required string Role { get; init; }
    /// <summary>The department whose officers report; null where a village or township does.</summary>
    public string? Department { get; init; }
    public required DateOnly Due { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
    /// <summary>When it was reported, or nobody had to any more; null: it is owed.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
    public string? Outcome { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReportDue>
    {
        public void Configure(EntityTypeBuilder<ReportDue> builder)
        {
            builder.ToTable("ledger_due");
            builder.Property(d => d.Ledger).HasMaxLength(60);
            builder.Property(d => d.Title).HasMaxLength(200);
            builder.Property(d => d.Role).HasMaxLength(60);
            builder.Property(d => d.Department).HasMaxLength(40);
            builder.Property(d => d.Outcome).HasMaxLength(100);
            builder.HasIndex(d => new { d.Ledger, d.Period, d.Division }).IsUnique(); // closed when the unit reports
            builder.HasIndex(d => new { d.ClosedAt, d.Division, d.Due });              // what an area owes, soonest first
        }
    }
}
