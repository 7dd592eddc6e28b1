using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;

namespace Xianjie.Platform.Time;

/// <summary>工作日历: statutory holidays and make-up workdays of a year, and how deadlines are counted by them.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class CalendarPage(WorkingDays calendar, Clock clock) : PageModel
{
    private const int MostDays = 400;

    /// <param name="Mark">休 on a holiday that falls on a weekday or was announced, 班 on a make-up workday.</param>
    public sealed record Cell(DateOnly Day, string Kind, string? Mark);

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }
    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    public int Shown { get; private set; }
    public bool IsAnnounced => calendar.IsAnnounced(Shown);
    public DateOnly Today => clock.Today;
    public DateOnly? Result => Days is >= 0 and <= MostDays and var days ? calendar.Add(From ?? clock.Today, days) : null;
    public int Workdays => Enumerable.Range(0, (new DateOnly(Shown + 1, 1, 1).DayNumber - new DateOnly(Shown, 1, 1).DayNumber)).Count(i => calendar.IsWorkday(new DateOnly(Shown, 1, 1).AddDays(i)));

    public void OnGet() => Shown = Year is >= 2019 and <= 2100 and var year ? year : clock.Today.Year;

    /// <summary>The weeks of a month from Monday on; null where the week reaches into another month.</summary>
    public IEnumerable<IReadOnlyList<Cell?>> Weeks(int month)
    {
        var first = new DateOnly(Shown, month, 1);
        var lead = ((int)first.DayOfWeek + 6) % 7;
        var cells = Enumerable.Repeat<Cell?>(null, lead).Concat(Enumerable.Range(0, DateTime.DaysInMonth(Shown, month)).Select(i => (Cell?)Of(first.AddDays(i)))).ToList();
        while (cells.Count % 7 != 0)
            cells.Add(null);
        return cells.Chunk(7);
    }

    private Cell Of(DateOnly day)
    {
        var (workday, weekend) = (calendar.IsWorkday(day), day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return (workday, weekend) switch
        {
            (true, true) => new(day, "makeup", "班"),
            (false, false) => new(day, "holiday", "休"),
            (false, true) => new(day, "weekend", null),
            _ => new(day, "workday", null),
        };
    }
}
