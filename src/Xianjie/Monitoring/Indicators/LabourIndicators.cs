using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Indicators;

/// <summary>Households with somebody able to work: whether anybody works, and whether long enough to call it steady.</summary>
internal sealed class LabourIndicators(XianjieDb db, ParametersInForce inForce, CurrentUser user) : IIndicatorSource
{
    private const string Months = "稳定就业月数";

    private IQueryable<Person> Present => db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present);

    private IQueryable<Household> Able => db.Set<Household>().AsNoTracking()
        .Where(h => h.State == HouseholdState.Active && Present.Any(p => p.HouseholdId == h.Id && (p.Labour == Labour.Common || p.Labour == Labour.Skilled)));

    private IQueryable<Household> Moved => Able.Where(h => h.IsRelocated == true);

    private IQueryable<Household> Key => Able.Where(h => h.RiskState == HelpGaps.Monitored || h.RiskState == HelpGaps.Removed || h.IsExitedPoverty == true || h.RiskState == "脱贫户");

    public async Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (key is not ("able-moved" or "one-job" or "one-job-moved" or "zero-job-moved" or "steady-job" or "steady-short" or "steady-job-moved" or "steady-short-moved"))
            return null;
        var least = (await inForce.LoadAsync(ct)).Number(Months, user.Area, month.Last) ?? throw new InvalidOperationException($"参数“{Months}”没有生效的值。");
        var (working, steady) = (Working(month.Value), Steady((int)least));
        return key switch
        {
            "able-moved" => Rows(Moved, null),
            "one-job" => Rows(With(Key, working), Key),
            "one-job-moved" => Rows(With(Moved, working), Moved),
            "zero-job-moved" => Rows(Without(Moved, working), null),
            "steady-job" => Rows(With(Able, steady), Able),
            "steady-short" => Rows(Without(Able, steady), null),
            "steady-job-moved" => Rows(With(Moved, steady), Moved),
            _ => Rows(Without(Moved, steady), null),
        };
    }

    /// <summary>在岗: works away or at home and has not ended before the month, or holds a public post.</summary>
    private IQueryable<Person> Working(int month) => Present.Where(p => (p.WorkMonths > 0 && (p.WorkToMonth == null || p.WorkToMonth >= month)) || (p.PublicPost != null && p.PublicPost != ""));

    private IQueryable<Person> Steady(int months) => Present.Where(p => (p.WorkMonths ?? 0) + (p.PublicPostMonths ?? 0) >= months);

    private static IQueryable<Household> With(IQueryable<Household> homes, IQueryable<Person> people) => homes.Where(h => people.Any(p => p.HouseholdId == h.Id));

    private static IQueryable<Household> Without(IQueryable<Household> homes, IQueryable<Person> people) => homes.Where(h => !people.Any(p => p.HouseholdId == h.Id));

    private static IndicatorSets Rows(IQueryable<Household> top, IQueryable<Household>? bottom) => new(RowSet.Of(top, Shown.Household), bottom is null ? null : RowSet.Of(bottom, Shown.Household));
}
