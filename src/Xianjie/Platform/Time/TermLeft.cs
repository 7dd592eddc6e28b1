using Xianjie.Platform.Parameters;

namespace Xianjie.Platform.Time;

/// <summary>
/// What is left of a term, in the days that the term is counted in. The one count of it: a case, its list and the inbox all show this.
/// </summary>
/// <param name="Days">Days left; negative when overdue.</param>
internal readonly record struct TermLeft(int Days, bool InWorkingDays, bool IsOver)
{
    public string Unit => InWorkingDays ? "个工作日" : "天";

    public static TermLeft Of(WorkingDays calendar, DateOnly today, DateOnly due, bool inWorkingDays) =>
        new(inWorkingDays ? calendar.Between(today, due) : due.DayNumber - today.DayNumber, inWorkingDays, due < today);

    /// <summary>Words and colour (黄、橙 by parameters, red beyond the term).</summary>
    public (string Words, string Tone) Shown(ParameterValues values, long division) =>
        IsOver ? (Days == 0 ? "已超期" : $"超期 {-Days} {Unit}", "tag-red")
        : Days == 0 ? ("今天到期", "tag-amber")
        : ($"剩 {Days} {Unit}", Days <= Math.Max(values.Whole("黄色预警剩余天数", division), values.Whole("橙色预警剩余天数", division)) ? "tag-amber" : "tag-green");
}

/// <summary>
/// How the term of a kind of work is counted where it isn't in working days: always in calendar days, or as a parameter of the county
/// says (1 is working days).
/// </summary>
internal sealed record WorkTerm(string Kind, string? CalendarParameter)
{
    public bool InWorkingDays(ParameterValues values, long division) => CalendarParameter is { } key && values.Whole(key, division) == 1;
}
