using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Xianjie.Platform.Time;

/// <summary>
/// Statutory holidays and make-up workdays as announced by the State Council (2019–2026, embedded; later years are imported by an
/// administrator). Outside the announced years Monday to Friday count as workdays.
/// </summary>
internal sealed class WorkingDays
{
    private volatile FrozenDictionary<DateOnly, bool> announced;

    private WorkingDays(Dictionary<DateOnly, bool> days) => announced = days.ToFrozenDictionary();

    public static WorkingDays Embedded { get; } = Load(new StreamReader(
        Assembly.GetExecutingAssembly().GetManifestResourceStream("workdays.csv")!));

    /// <summary>Lines <c>2026-01-01,0,public_holiday</c> after a header; 1 is a workday.</summary>
    /// <exception cref="FormatException">A line is not a date and 0 or 1.</exception>
    public static WorkingDays Load(TextReader reader)
    {
        var days = new Dictionary<DateOnly, bool>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (cells.Length < 2 || !DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || cells[1] is not ("0" or "1"))
                throw new FormatException($"工作日历第 {days.Count + 2} 行应为“日期,1或0”：{line}");
            days[day] = cells[1] == "1";
        }
        return new WorkingDays(days);
    }

    /// <summary>A calendar of its own, to lay later announcements over.</summary>
    public WorkingDays Copy() => new(new Dictionary<DateOnly, bool>(announced));

    /// <summary>The days of a calendar file, for keeping.</summary>
    public IReadOnlyDictionary<DateOnly, bool> Days => announced;

    /// <summary>Lays later announcements over this calendar.</summary>
    public void Overlay(IEnumerable<KeyValuePair<DateOnly, bool>> days)
    {
        var all = new Dictionary<DateOnly, bool>(announced);
        foreach (var (day, workday) in days)
            all[day] = workday;
        announced = all.ToFrozenDictionary();
    }

    public bool IsAnnounced(int year) => announced.ContainsKey(new DateOnly(year, 1, 1));

    public bool IsWorkday(DateOnly day) =>
        announced.TryGetValue(day, out var workday) ? workday : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day on which <paramref name="count"/> workdays after <paramref name="start"/> have passed (the start day does not count).</summary>
    public DateOnly Add(DateOnly start, int count)
    {
        var day = start;
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsWorkday(day))
                count--;
        }
        return day;
    }

    /// <summary>Workdays after <paramref name="from"/> up to and including <paramref name="to"/>; negative when overdue.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -Between(to, from);
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (IsWorkday(day))
                count++;
        }
        return count;
    }
}
