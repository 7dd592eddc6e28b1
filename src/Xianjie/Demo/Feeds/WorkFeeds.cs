using Xianjie.Demo.Events;
using Xianjie.Demo.People;

namespace Xianjie.Demo.Feeds;

internal static class WorkFeeds
{
    private const int MonthlySince = 20;

    /// <summary>Employment of poor and monitored households: each of the last four months, every third month before; and whoever stopped.</summary>
    public static void Jobs(FeedVisit visit)
    {
        var household = visit.Household;
        foreach (var person in household.Members)
        {
            var stop = household.Happenings.JobStops.Find(stop => stop.Worker == person);
            if (stop.Worker is not null)
                Stopped(visit, person, stop);
            else if ((household.Exited || household.IsMonitored) && person.HasFullLabour && (person.WorksOut || visit.Draw.Chance(0.08)))
                Steady(visit, person);
        }
    }

    private static void Steady(FeedVisit visit, Person person)
    {
        var pause = person.WorksOut && visit.Draw.Chance(0.06) ? visit.Draw.Between(12, 23) : 99;
        var until = pause + visit.Draw.Between(1, 4);
        for (var month = 2; month < Period.Months; month += month >= MonthlySince ? 1 : 3)
            Month(visit, person, month, person.WorksOut && (month < pause || month >= until), null);
    }

    private static void Stopped(FeedVisit visit, Person person, JobStop stop)
    {
        var first = visit.Period.MonthIndex(stop.Day);
        for (var month = Math.Max(0, first - 3); month < Period.Months; month++)
        {
            var start = visit.Period.MonthStart(month);
            Month(visit, person, month, month < first || (stop.BackOn is { } back && start >= back), month == first ? stop : null);
        }
    }

    private static void Month(FeedVisit visit, Person person, int month, bool working, JobStop? stop)
    {
        var start = visit.Period.MonthStart(month);
        var (company, code) = visit.World.Companies[person.Company];
        var sheet = visit.Sheet.Begin(start).Person(person).Month(Period.Yyyymm(start)).YesNo(working);
        if (working)
            sheet.Optional(person.WorkPlace).Optional(company).Text(visit.Draw.Chance(0.25) ? code : "").Money(person.WorkIncome + visit.Draw.Between(-30, 30) * 10);
        else
            sheet.Blank().Text(stop is null ? "" : company).Blank().Blank();
        sheet.Blank().Month(stop is null ? 0 : Period.Yyyymm(start)).DateOrBlank(stop?.Day).Code(stop?.Reason ?? "").End();
    }

    /// <summary>The state of every loan at each month's end.</summary>
    public static void Loans(FeedVisit visit)
    {
        var (draw, household, running) = (visit.Draw, visit.Household, 0);
        foreach (var loan in household.Happenings.Loans)
            Months(visit, loan, visit.Serial("XD", running++));
        if (running == 0 && draw.Chance(household.Exited ? 0.06 : 0.004) && household.HasLabour)
        {
            var start = visit.Period.First.AddDays(draw.Between(-900, 600));
            var slip = draw.Chance(0.12) ? visit.Period.AnyDay(draw) : (DateOnly?)null;
            Months(visit, new Loan(household.Head, start, draw.Between(1, 5) * 10_000, slip, slip?.AddDays(draw.Between(5, 70))), visit.Serial("XD", running));
        }
    }

    private static void Months(FeedVisit visit, Loan loan, string number)
    {
        var due = loan.OverdueSince is { } missed && loan.RepaidOn is null ? missed : loan.Start.AddYears(3);
        for (var month = 0; month < Period.Months; month++)
        {
            var day = visit.Period.MonthStart(month + 1).AddDays(-1);
            if (day < loan.Start || (loan.RepaidOn is { } repaid && repaid < day.AddMonths(-2)) || (loan.OverdueSince is null && day > due))
                continue;
            var overdue = loan.OverdueSince is { } since && day > since && !(loan.RepaidOn < day) ? day.DayNumber - since.DayNumber : 0;
            var balance = loan.RepaidOn < day ? 0 : loan.Amount;
            visit.Sheet.Begin(day).Person(loan.Debtor).Text(number).Money(loan.Amount).Money(balance).Date(due).Number(overdue).Date(day).End();
        }
    }
}
