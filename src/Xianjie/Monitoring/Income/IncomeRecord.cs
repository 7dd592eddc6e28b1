using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Income;

/// <summary>
/// 人均纯收入 of a group in a year as it was kept: the sums of the households' statements on the day it was kept, or a number entered from a
/// document for a year without statements (2020, the base). Kept again, the new row stands and the old one stays.
/// </summary>
internal sealed class IncomeRecord : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>County.</summary>
    public required long Division { get; init; }
    /// <summary>Key of the group.</summary>
    public required string Group { get; init; }
    public required int Year { get; init; }
    /// <summary>In 分.</summary>
    public required long PerHead { get; init; }
    public int? Households { get; init; }
    public int? People { get; init; }
    /// <summary>The document that it rests on; null where it was summed up from statements.</summary>
    public string? Basis { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IncomeRecord>
    {
        public void Configure(EntityTypeBuilder<IncomeRecord> builder)
        {
            builder.ToTable("income_record");
            builder.Property(r => r.Group).HasMaxLength(20);
            builder.Property(r => r.Basis).HasMaxLength(200);
            builder.Property(r => r.By).HasMaxLength(140);
            builder.HasIndex(r => new { r.Division, r.Group, r.Year, r.At }); // what was kept last of a group and year
        }
    }
}
