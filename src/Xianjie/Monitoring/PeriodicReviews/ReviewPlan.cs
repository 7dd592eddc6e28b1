using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.PeriodicReviews;

internal enum ReviewCycle { 每月, 每季, 每年 }

/// <summary>定期核查计划: which households are looked at again every month, quarter or year, and on which day the list is made.</summary>
internal sealed class ReviewPlan : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FormKey { get; init; }
    public required string Name { get; init; }
    /// <summary>County or township.</summary>
    public required long Division { get; init; }
    public required ReviewCycle Cycle { get; init; }
    /// <summary>Every so many months, quarters or years.</summary>
    public required int Every { get; init; }
    /// <summary>The month within the quarter (1–3) or year (1–12); 1 where the plan is monthly.</summary>
    public required int Month { get; init; }
    /// <summary>Day of that month; the last one where the month is shorter.</summary>
    public required int Day { get; init; }
    /// <summary>户属性, joined by <c>;</c>; empty for all.</summary>
    public required string Target { get; init; }
    /// <summary>户类型, joined by <c>;</c>; empty for all.</summary>
    public required string Types { get; init; }
    /// <summary>Codes of townships or villages, joined by <c>;</c>; empty for the whole division.</summary>
    public required string Places { get; init; }
    /// <summary>Calendar days that the villages have.</summary>
    public required int Days { get; init; }
    public required string Basis { get; init; }
    /// <summary>No list is made for an earlier day.</summary>
    public required DateOnly From { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateOnly? StoppedOn { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<string> States => Target.Split(';', StringSplitOptions.RemoveEmptyEntries);
    public IReadOnlyList<string> TypeList => Types.Split(';', StringSplitOptions.RemoveEmptyEntries);
    public IReadOnlyList<long> PlaceCodes => [.. Places.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => long.Parse(p, System.Globalization.CultureInfo.InvariantCulture))];

    public void Stop(DateOnly on)
    {
        if (StoppedOn is not null)
            throw new InvalidOperationException("The plan was stopped already.");
        (StoppedOn, Version) = (on, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewPlan>
    {
        public void Configure(EntityTypeBuilder<ReviewPlan> builder)
        {
            builder.ToTable("review_plan");
            builder.Ignore(p => p.States);
            builder.Ignore(p => p.TypeList);
            builder.Ignore(p => p.PlaceCodes);
            builder.Property(p => p.Name).HasMaxLength(80);
            builder.Property(p => p.Target).HasMaxLength(80);
            builder.Property(p => p.Types).HasMaxLength(120);
            builder.Property(p => p.Basis).HasMaxLength(200);
            builder.Property(p => p.By).HasMaxLength(140);
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.HasIndex(p => p.FormKey).IsUnique();              // the same form once
            builder.HasIndex(p => new { p.StoppedOn, p.Division });   // the plans in force
        }
    }
}

/// <summary>The periods of a plan, each named by its first day.</summary>
internal static class ReviewPeriods
{
    public static DateOnly Of(ReviewCycle cycle, DateOnly day) => cycle switch
    {
        ReviewCycle.每月 => new DateOnly(day.Year, day.Month, 1),
        ReviewCycle.每季 => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        _ => new DateOnly(day.Year, 1, 1),
    };

    public static string Title(ReviewCycle cycle, DateOnly period) => cycle switch
    {
        ReviewCycle.每月 => $"{period:yyyy 年 M 月}",
        ReviewCycle.每季 => $"{period.Year} 年第 {((period.Month - 1) / 3) + 1} 季度",
        _ => $"{period.Year} 年度",
    };

    /// <summary>The day on which the list of a period is made.</summary>
    public static DateOnly DayOf(ReviewPlan plan, DateOnly period)
    {
        var month = period.AddMonths(plan.Month - 1);
        return new DateOnly(month.Year, month.Month, Math.Min(plan.Day, DateTime.DaysInMonth(month.Year, month.Month)));
    }

    /// <summary>The period whose list is due on the day; null where none is.</summary>
    public static DateOnly? Due(ReviewPlan plan, DateOnly today)
    {
        var period = Of(plan.Cycle, today);
        var day = DayOf(plan, period);
        return plan.StoppedOn is null && today >= day && day >= plan.From && (Index(plan.Cycle, period) - Index(plan.Cycle, plan.From)) % plan.Every == 0 ? period : null;
    }

    /// <summary>The next day on which a list will be made.</summary>
    public static DateOnly Next(ReviewPlan plan, DateOnly today)
    {
        var period = Of(plan.Cycle, today > plan.From ? today : plan.From);
        while (DayOf(plan, period) is var day && (day <= today || day < plan.From || (Index(plan.Cycle, period) - Index(plan.Cycle, plan.From)) % plan.Every != 0))
            period = period.AddMonths(Months(plan.Cycle));
        return DayOf(plan, period);
    }

    private static int Index(ReviewCycle cycle, DateOnly day) => ((day.Year * 12) + day.Month - 1) / Months(cycle);

    private static int Months(ReviewCycle cycle) => cycle switch { ReviewCycle.每月 => 1, ReviewCycle.每季 => 3, _ => 12 };
}
