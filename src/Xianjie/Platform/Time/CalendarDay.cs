using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Time;

/// <summary>A day announced as workday or holiday after the program was shipped; laid over the embedded calendar.</summary>
internal sealed class CalendarDay
{
    public required DateOnly Day { get; init; }
    public required bool IsWorkday { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CalendarDay>
    {
        public void Configure(EntityTypeBuilder<CalendarDay> builder)
        {
            builder.ToTable("calendar_day");
            builder.HasKey(d => d.Day);
        }
    }
}
