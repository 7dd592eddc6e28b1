namespace Xianjie.Screening;

/// <summary>Calendar days as day numbers (<see cref="DateOnly.DayNumber"/>).</summary>
internal static class Days
{
    private static readonly int[] YearStart = [.. Enumerable.Range(0, 301).Select(y => new DateOnly(1800 + y, 1, 1).DayNumber)];

    private static ReadOnlySpan<short> MonthStart => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    private static ReadOnlySpan<byte> MonthLength => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private static readonly int First = new DateOnly(1900, 1, 1).DayNumber;

    /// <summary>Months since year 0 times 32 and the day of the month, for each day from 1900 to 2100: ages are asked by the million.</summary>
    private static readonly int[] Known = [.. Enumerable.Range(First, new DateOnly(2100, 12, 31).DayNumber - First + 1).Select(n => Packed(DateOnly.FromDayNumber(n)))];

    /// <summary>A day number (0 and up) as months since year 0 and the day of the month.</summary>
    public static (int Months, int Day) Parts(long day)
    {
        var at = day - First;
        var packed = (ulong)at < (ulong)Known.Length ? Known[at] : Packed(DateOnly.FromDayNumber((int)day));
        return (packed >> 5, packed & 31);
    }

    private static int Packed(DateOnly day) => ((day.Year * 12 + day.Month) << 5) | day.Day;

    /// <summary>Day number of a date between 1800 and 2100, −1 if there is no such date.</summary>
    public static int Of(int year, int month, int day)
    {
        if ((uint)(year - 1800) > 300 || (uint)(month - 1) > 11 || day < 1) return -1;
        var leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > MonthLength[month] && !(leap && month == 2 && day == 29)) return -1;
        return YearStart[year - 1800] + MonthStart[month] + day - 1 + (leap && month > 2 ? 1 : 0);
    }
}
