using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Cases;

/// <summary>
/// The terms of a case in its village, all from parameters: days per step, days of the notice, days in all, and whether they are calendar
/// days or working days (W01 against W11, W14, W19).
/// </summary>
internal sealed class Deadlines(ParameterValues values, WorkingDays calendar, long division)
{
    /// <summary>Name of the parameter that says how the terms of a case are counted.</summary>
    public const string TotalCalendar = "认定总期限日历";

    public bool InWorkingDays => values.Whole(TotalCalendar, division) == 1;
    public int LeastVisitors => values.Whole("入户最少人数", division);
    public int MostRisks => values.Whole("风险最多个数", division);
    public int NoticeDays => values.Whole("公示天数", division);

    public DateOnly Total(DateOnly discovered) => Add(discovered, values.Whole("认定总天数", division), InWorkingDays);

    /// <summary>By when a step should be left; null for a step without a term of its own.</summary>
    public DateOnly? Step(StepRule rule, DateOnly from) => rule.DaysParameter is { } key ? Add(from, values.Whole(key, division), InWorkingDays) : null;

    /// <summary>The last day of a notice put up on a day; that day itself does not count (民法典第二百零一条).</summary>
    public DateOnly NoticeEnd(DateOnly posted) => Add(posted, NoticeDays, values.Whole("公示日历", division) == 1);

    /// <summary>By when the village reports after a notice: the next working day.</summary>
    public DateOnly AfterNotice(DateOnly end) => calendar.Add(end, 1);

    public DateOnly Formalities(DateOnly from) => Add(from, values.Whole("绿色通道补程序天数", division), working: false);

    public DateOnly AppealEnd(DateOnly refused) => Add(refused, values.Whole("申诉天数", division), working: false);

    public DateOnly AuthorisationEnd(DateOnly signed) => signed.AddMonths(values.Whole("授权有效月数", division)).AddDays(-1);

    /// <summary>What is left, in the days that the term is counted in.</summary>
    public TermLeft Left(DateOnly today, DateOnly due) => TermLeft.Of(calendar, today, due, InWorkingDays);

    /// <summary>Words and colour of what is left.</summary>
    public (string Words, string Tone) Alert(DateOnly today, DateOnly due) => Left(today, due).Shown(values, division);

    private DateOnly Add(DateOnly from, int days, bool working) => working ? calendar.Add(from, days) : from.AddDays(days);
}
