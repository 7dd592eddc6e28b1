using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Indicators;

/// <summary>
/// 巩固率 (种001): people of households that left poverty and have not fallen back. Fallen back is who, at the end of the month, was decided
/// to need monitoring and not yet removed, and either had less than the county's line of that year (last year's income, or the reference
/// income found at the decision where no income was recorded), or had a guarantee missing when it was decided.
/// </summary>
internal sealed class SteadyIndicator(XianjieDb db, ParametersInForce inForce, CurrentUser user) : IIndicatorSource
{
    public async Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (key != "steady")
            return null;
        var year = (month.Value / 100) - 1;
        var line = (await inForce.LoadAsync(ct)).Fen("监测范围", user.Area / 1_000_000 * 1_000_000, new DateOnly(year, 12, 31)) ?? 0;
        var exited = db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.IsExitedPoverty == true || h.RiskState == "脱贫户"));
        var steady = exited.Where(h => !((h.RiskState == HelpGaps.Monitored || (h.RiskState == HelpGaps.Removed && h.EliminatedMonth > month.Value)) && (h.IdentifiedMonth == null || h.IdentifiedMonth <= month.Value)
            && (db.Set<IncomeYear>().Any(i => i.HouseholdId == h.Id && i.Year == year && i.PerCapita < line)
                || db.Set<IdentificationCase>().Any(c => c.HouseholdId == h.Id && c.Step == CaseStep.已认定 && db.Set<CaseVisit>().Any(v => v.CaseId == c.Id && v.HasRisk
                    && (v.GuaranteeGap || v.HouseProblem == true || v.SchoolProblem == true || v.WaterProblem == true || v.InsuranceProblem == true
                        || (!db.Set<IncomeYear>().Any(i => i.HouseholdId == h.Id && i.Year == year && i.PerCapita != null)
                            && (v.Wage + v.Business + v.Property + v.Transfer) - (v.BusinessCost ?? 0) + (v.InsuranceClaim ?? 0) - (v.CompliantSelfPay ?? 0) < line * (h.MemberCount ?? 1))))))));
        return new(RowSet.Of(People(steady), Shown.Person), RowSet.Of(People(exited), Shown.Person));
    }

    private IQueryable<Person> People(IQueryable<Household> homes) => db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && homes.Any(h => h.Id == p.HouseholdId));
}
