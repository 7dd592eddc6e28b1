using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>A village of a round; each number is the count of its list.</summary>
internal sealed record HouseVillage(long Village, int Todo, int Seen, int Unsafe, int Hazards)
{
    public int Total => Todo + Seen;
}

/// <summary>Houses seen and still to be seen, hazards open and overdue: figures and lists come from the same queries.</summary>
internal sealed class HouseSights(XianjieDb db, ParametersInForce inForce, CurrentUser user, Clock clock)
{
    public const string Todo = "todo", Seen = "seen", Unsafe = "unsafe", Changed = "changed";
    public const string Open = "open", Overdue = "overdue", Waiting = "waiting", Done = "done";

    public IQueryable<Household> Unseen(HouseRound round, long? village) =>
        Coverage.In(Coverage.Targets(db, round.Division, round.States), village).Where(h => !db.Set<HouseFinding>().Any(f => f.RoundId == round.Id && f.HouseholdId == h.Id));

    public IQueryable<HouseFinding> Findings(HouseRound round, long? village, string show)
    {
        var rows = db.Set<HouseFinding>().AsNoTracking().Where(f => f.RoundId == round.Id && (village == null || f.Division == village));
        return show switch
        {
            Unsafe => rows.Where(f => f.Grade != "A级" && f.Grade != "B级"),
            Changed => rows.Where(f => f.Before != null && f.Before != f.Grade),
            _ => rows,
        };
    }

    public async Task<IReadOnlyList<HouseVillage>> VillagesAsync(HouseRound round, CancellationToken ct)
    {
        var todo = await Unseen(round, null).GroupBy(h => h.Division).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var seen = await Findings(round, null, Seen).GroupBy(f => f.Division).Select(g => new { g.Key, Count = g.Count(), Unsafe = g.Count(f => f.Grade != "A级" && f.Grade != "B级") }).ToDictionaryAsync(g => g.Key, ct);
        var hazards = await db.Set<HouseHazard>().AsNoTracking().Where(h => db.Set<HouseFinding>().Any(f => f.Id == h.FindingId && f.RoundId == round.Id)).GroupBy(h => h.Division).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. todo.Keys.Union(seen.Keys).Order().Select(v => new HouseVillage(v, todo.GetValueOrDefault(v), seen.GetValueOrDefault(v)?.Count ?? 0, seen.GetValueOrDefault(v)?.Unsafe ?? 0, hazards.GetValueOrDefault(v)))];
    }

    public IQueryable<HouseHazard> Hazards(string view)
    {
        var (rows, today) = (db.Set<HouseHazard>().AsNoTracking(), clock.Today);
        return view switch
        {
            Overdue => rows.Where(h => h.State == HazardState.整改中 && h.Due < today),
            Waiting => rows.Where(h => h.State == HazardState.待验收),
            Done => rows.Where(h => h.State == HazardState.已销号),
            _ => rows.Where(h => h.State == HazardState.整改中),
        };
    }

    /// <summary>
    /// 动态监测: households that left poverty or are monitored whose house nobody has looked at within the interval, or ever.
    /// </summary>
    public async Task<IQueryable<Household>> NotLookedAtAsync(CancellationToken ct)
    {
        var since = clock.Today.AddMonths(-(await inForce.LoadAsync(ct)).Whole("住房巡查间隔月数", user.Area));
        return db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.IsExitedPoverty == true || h.RiskState == "脱贫户" || h.RiskState == HelpGaps.Monitored || h.RiskState == HelpGaps.Removed))
            .Where(h => !db.Set<Proof>().Any(p => p.HouseholdId == h.Id && p.Kind == GuaranteeKind.住房安全 && p.ProvedOn >= since));
    }
}
