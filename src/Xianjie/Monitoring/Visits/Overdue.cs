using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Visits;

/// <summary>Whose visit is overdue: the interval depends on the household's state (parameter 走访间隔天数).</summary>
internal static class Overdue
{
    public static IQueryable<Household> Households(XianjieDb db, ParameterValues values, long area, DateOnly today)
    {
        var (open, removed) = (Since(HelpGaps.Monitored), Since(HelpGaps.Removed));
        var (openMonth, removedMonth) = (HelpGaps.Month(open), HelpGaps.Month(removed));
        return db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active)
            // Who was identified (removed) within the interval has not been due yet.
            .Where(h => (h.RiskState == HelpGaps.Monitored && (h.IdentifiedMonth == null || h.IdentifiedMonth < openMonth)
                    && !db.Set<HelpVisit>().Any(v => v.HouseholdId == h.Id && v.VisitedOn >= open && v.Result != VisitResult.无法联系))
                || (h.RiskState == HelpGaps.Removed && (h.EliminatedMonth == null || h.EliminatedMonth < removedMonth)
                    && !db.Set<HelpVisit>().Any(v => v.HouseholdId == h.Id && v.VisitedOn >= removed && v.Result != VisitResult.无法联系)));

        DateOnly Since(string state) => today.AddDays(-values.Whole("走访间隔天数", area, state));
    }

    /// <summary>The day by which the next visit is due; null where the household is not visited by schedule.</summary>
    public static DateOnly? NextDue(Household household, DateOnly? last, ParameterValues values) => household.RiskState is not (HelpGaps.Monitored or HelpGaps.Removed) ? null
        : (last ?? Start(household))?.AddDays(values.Whole("走访间隔天数", household.Division, household.RiskState));

    private static DateOnly? Start(Household household) =>
        (household.RiskState == HelpGaps.Removed ? household.EliminatedMonth : household.IdentifiedMonth) is { } month
            ? new DateOnly(month / 100, month % 100, DateTime.DaysInMonth(month / 100, month % 100)) : null;
}
