using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Quality;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Indicators;

/// <summary>Households identified, removed and helped; what their records lack.</summary>
internal sealed class RiskIndicators(XianjieDb db, HelpGaps gaps, ParametersInForce inForce, RuleBook rules, CurrentUser user, Clock clock) : IIndicatorSource
{
    private IQueryable<Household> Active => db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active);

    public async Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct) => key switch
    {
        "removed-rate" => Both(by, Removed(month.Value), Identified(month.Value)),
        "open-rate" => Both(by, Identified(month.Value).Where(h => h.RiskState == HelpGaps.Monitored || h.EliminatedMonth > month.Value), Identified(month.Value)),
        "new-month" => Both(by, Ever.Where(h => h.IdentifiedMonth == month.Value), null),
        "removed-month" => Both(by, Active.Where(h => h.RiskState == HelpGaps.Removed && h.EliminatedMonth == month.Value), null),
        "listed" => Both(by, Identified(month.Value), null),
        "open" => Both(by, Identified(month.Value).Where(h => h.RiskState == HelpGaps.Monitored || h.EliminatedMonth > month.Value), null),
        "new-risk" => Homes(Ever.Where(h => h.IdentifiedMonth == month.Value), Active),
        "helped-homes" => new(RowSet.Of(Active.Where(h => h.RiskState == HelpGaps.Monitored || h.RiskState == HelpGaps.Removed || h.IsExitedPoverty == true || h.RiskState == "脱贫户"), Shown.Household), null),
        "posts-doubt" => new(RowSet.Of(Posts(), d => new IndicatorRow(d.Id, d.HeadName, "/doubts/" + d.Id, d.Division, d.HouseholdNo + " " + d.Title, 1)), null),
        "scale-exited" => Both(by, Ever, Exited),
        "scale-all" => Both(by, Ever, Active),
        "not-included" => new(RowSet.Of(Missing(), d => new IndicatorRow(d.Id, d.HeadName, "/doubts/" + d.Id, d.Division, d.HouseholdNo + " " + d.Title, 1)), null),
        "measured" => Homes(gaps.UnderMonitoring.Where(h => db.Set<Measure>().Any(m => m.HouseholdId == h.Id && (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成))), gaps.UnderMonitoring),
        "developed" => Homes(await WithoutAsync(Able(await inForce.LoadAsync(ct)), HelpGap.无开发式, ct), Able(await inForce.LoadAsync(ct))),
        "matched" => Homes(await WithoutAsync(gaps.UnderMonitoring, HelpGap.风险未对应, ct), gaps.UnderMonitoring),
        "helped" => Homes(await WithoutAsync(gaps.UnderMonitoring, HelpGap.无责任人, ct), gaps.UnderMonitoring),
        "visited" => Homes(await WithoutAsync(Ever, HelpGap.走访超期, ct), Ever),
        "clean" => Homes(Active.Where(h => !db.Set<QualityDoubt>().Any(d => d.HouseholdId == h.Id && d.State == DoubtState.待处理 && d.Severity != "I")), Active),
        _ => null,
    };

    private IQueryable<Household> Ever => Active.Where(h => h.RiskState == HelpGaps.Monitored || h.RiskState == HelpGaps.Removed);

    private IQueryable<Household> Exited => Active.Where(h => h.IsExitedPoverty == true || h.RiskState == "脱贫户");

    private IQueryable<Household> Identified(int month) => Ever.Where(h => h.IdentifiedMonth == null || h.IdentifiedMonth <= month);

    private IQueryable<Household> Removed(int month) => Identified(month).Where(h => h.RiskState == HelpGaps.Removed && (h.EliminatedMonth == null || h.EliminatedMonth <= month));

    private IQueryable<Household> Able(ParameterValues values)
    {
        var month = HelpGaps.Month(clock.Today.AddMonths(-values.Whole("开发式到位月数", user.Area)));
        return gaps.UnderMonitoring.Where(h => (h.IdentifiedMonth == null || h.IdentifiedMonth <= month)
            && db.Set<Person>().Any(p => p.HouseholdId == h.Id && p.State == PersonState.Present && (p.Labour == Labour.Common || p.Labour == Labour.Skilled)));
    }

    private async Task<IQueryable<Household>> WithoutAsync(IQueryable<Household> all, HelpGap gap, CancellationToken ct)
    {
        var lacking = await gaps.OfAsync(gap, ct);
        return all.Where(h => !lacking.Any(g => g.Id == h.Id));
    }

    private IQueryable<QualityDoubt> Missing()
    {
        var ids = rules.Rules.Rules.Where(r => r.Basis.Contains("1_02_00", StringComparison.Ordinal) && !r.Basis.Contains("1_02_008", StringComparison.Ordinal) && !r.Basis.Contains("1_02_009", StringComparison.Ordinal)).Select(r => r.Id).ToList();
        return db.Set<QualityDoubt>().AsNoTracking().Where(d => d.State == DoubtState.待处理 && ids.Contains(d.RuleId));
    }

    private IQueryable<QualityDoubt> Posts()
    {
        var ids = rules.Rules.Rules.Where(r => r.Title.Contains("公益岗", StringComparison.Ordinal)).Select(r => r.Id).ToList();
        return db.Set<QualityDoubt>().AsNoTracking().Where(d => d.State == DoubtState.待处理 && ids.Contains(d.RuleId));
    }

    private static IndicatorSets Homes(IQueryable<Household> top, IQueryable<Household> bottom) => new(RowSet.Of(top, Shown.Household), RowSet.Of(bottom, Shown.Household));

    private IndicatorSets Both(string by, IQueryable<Household> top, IQueryable<Household>? bottom) => by == "人"
        ? new(RowSet.Of(People(top), Shown.Person), bottom is null ? null : RowSet.Of(People(bottom), Shown.Person)) : new(RowSet.Of(top, Shown.Household), bottom is null ? null : RowSet.Of(bottom, Shown.Household));

    private IQueryable<Person> People(IQueryable<Household> homes) => db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && homes.Any(h => h.Id == p.HouseholdId));
}
