using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>Makes the list of a period and the villages' work, in the caller's transaction: all of it is there, or nothing.</summary>
internal sealed class RunMaker(Places places, Clock clock)
{
    public const string WorkKind = "定期核查";

    /// <summary>The households that a plan is for.</summary>
    public static IQueryable<Household> Households(XianjieDb db, ReviewPlan plan)
    {
        var (from, below) = Scope.Range(plan.Division);
        var rows = db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.Division >= from && h.Division < below);
        var (states, types) = (plan.States, plan.TypeList);
        if (states.Count > 0)
            rows = rows.Where(h => states.Contains(h.RiskState));
        if (types.Count > 0)
            rows = rows.Where(h => types.Contains(h.HouseholdType));
        if (plan.PlaceCodes is not { Count: > 0 } codes)
            return rows;
        var (towns, villages) = (codes.Where(c => c % 1000 == 0).Select(c => c / 1000).ToList(), codes.Where(c => c % 1000 != 0).ToList());
        return rows.Where(h => villages.Contains(h.Division) || towns.Contains(h.Division / 1000));
    }

    /// <summary>The caller saves and commits; a list that somebody else made meanwhile breaks the unique index.</summary>
    public async Task<(ReviewRun Run, int Households)> MakeAsync(XianjieDb db, ReviewPlan plan, DateOnly period, Act act, CancellationToken ct)
    {
        var today = clock.Today;
        var run = new ReviewRun { PlanId = plan.Id, Period = period, Title = $"{ReviewPeriods.Title(plan.Cycle, period)}{plan.Name}", Division = plan.Division, MadeOn = today, Due = today.AddDays(plan.Days), By = act.By };
        db.Act = act;
        db.Add(run);
        await db.SaveChangesAsync(ct);
        var items = await Households(db, plan).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Select(h => new ReviewItem
        {
            RunId = run.Id, HouseholdId = h.Id, HouseholdNo = h.HouseholdNo, HeadName = h.HeadName ?? string.Empty, Division = h.Division, HouseholdType = h.HouseholdType, RiskState = h.RiskState, Due = run.Due,
        }).ToListAsync(ct);
        Bulk.Insert(db, items);
        foreach (var village in items.GroupBy(i => i.Division))
            db.Add(new WorkItem
            {
                Kind = WorkKind, Title = $"{run.Title}：{places.Name(village.Key)} {village.Count():N0} 户", Link = $"/periodic/items?run={run.Id}&place={village.Key}", Subject = run.Id, Division = village.Key,
                Role = Roles.Collector, CreatedBy = act.By, CreatedAt = clock.Now, Due = run.Due,
            });
        await db.SaveChangesAsync(ct);
        return (run, items.Count);
    }
}
