namespace Xianjie.Demo;

/// <summary>The 24 whole months before the as-of day.</summary>
internal sealed class Period
{
    public const int Months = 24;

    public Period(DateOnly asOf)
    {
        AsOf = asOf;
        End = new DateOnly(asOf.Year, asOf.Month, 1);
        First = End.AddMonths(-Months);
    }

    public DateOnly AsOf { get; }
    public DateOnly First { get; }
    /// <summary>The first day after the period.</summary>
    public DateOnly End { get; }
    public DateOnly LastDay => End.AddDays(-1);

    public bool Holds(DateOnly day) => day >= First && day < End;

    public DateOnly AnyDay(Draw draw) => First.AddDays(draw.Below(End.DayNumber - First.DayNumber));

    /// <summary>A day in the last n months.</summary>
    public DateOnly RecentDay(Draw draw, int months) => AnyDay(draw, End.AddMonths(-months), End);

    public static DateOnly AnyDay(Draw draw, DateOnly from, DateOnly end) => from.AddDays(draw.Below(Math.Max(1, end.DayNumber - from.DayNumber)));

    /// <summary>0 for the first month … 23 for the newest.</summary>
    public int MonthIndex(DateOnly day) => (day.Year - First.Year) * 12 + day.Month - First.Month;

    public DateOnly MonthStart(int index) => First.AddMonths(index);

    public static int Yyyymm(DateOnly day) => day.Year * 100 + day.Month;
}
