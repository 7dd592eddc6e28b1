using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>Calendar arithmetic on day numbers; a null or impossible argument gives null.</summary>
internal static class Calendar
{
    private const long Null = ColumnData.Null;

    private static bool Real(long day) => day >= 0 && day <= DateOnly.MaxValue.DayNumber;

    private static DateOnly Day(long day) => DateOnly.FromDayNumber((int)day);

    /// <summary>Whole years; someone born on 29 February turns a year older on 1 March in common years.</summary>
    public static long Age(long born, long at) => Months(born, at) is var months && months == Null ? Null : months / 12;

    /// <summary>Whole months from a to b, toward zero.</summary>
    public static long Months(long a, long b)
    {
        if (!Real(a) || !Real(b)) return Null;
        if (b < a) return -Months(b, a);
        var (from, to) = (Days.Parts(a), Days.Parts(b));
        return to.Months - from.Months - (to.Day < from.Day ? 1 : 0);
    }

    public static long DaysBetween(long a, long b) => a == Null || b == Null ? Null : b - a;

    public static long AddDays(long day, long n) => Real(day) && n is > -4_000_000 and < 4_000_000 && Real(day + n) ? day + n : Null;

    /// <summary>n calendar months on; the last day of a shorter month where the day does not exist.</summary>
    public static long AddMonths(long day, long n)
    {
        if (!Real(day) || n is < -120_000 or > 120_000) return Null;
        var year = Day(day).Year + (int)n / 12;
        return year is < 2 or > 9997 ? Null : Day(day).AddMonths((int)n).DayNumber;
    }

    public static long Year(long day) => Real(day) ? Day(day).Year : Null;

    public static long Month(long day) => Real(day) ? Day(day).Month : Null;

    public static long Make(long year, long month, long day) =>
        year is >= 1800 and <= 2100 && month is >= 1 and <= 12 && day is >= 1 and <= 31 && Days.Of((int)year, (int)month, (int)day) is >= 0 and var n ? n : Null;

    /// <summary>First day of a window.</summary>
    public static long WindowStart(WindowKind kind, DateUnit unit, long amount, long asOf)
    {
        if (kind == WindowKind.Last)
        {
            var before = unit switch { DateUnit.Day => AddDays(asOf, -amount), DateUnit.Month => AddMonths(asOf, -amount), _ => AddMonths(asOf, -12 * amount) };
            return amount < 1 || before == Null ? Null : before + 1;
        }
        var start = Start(unit, Day(asOf));
        return (kind == WindowKind.This ? start : Before(unit, start)).DayNumber;
    }

    /// <summary>Last day of a window. No window reaches beyond the as-of day: a look back must not see what came later.</summary>
    public static long WindowEnd(WindowKind kind, DateUnit unit, long asOf) =>
        kind == WindowKind.Previous ? Start(unit, Day(asOf)).DayNumber - 1 : asOf;

    private static DateOnly Start(DateUnit unit, DateOnly day) => unit switch
    {
        DateUnit.Month => new DateOnly(day.Year, day.Month, 1),
        DateUnit.Quarter => new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
        _ => new DateOnly(day.Year, 1, 1),
    };

    private static DateOnly Before(DateUnit unit, DateOnly start) => start.AddMonths(unit switch { DateUnit.Month => -1, DateUnit.Quarter => -3, _ => -12 });
}
