using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Campaigns;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Surveys;

/// <summary>A village of a round. <c>Total = Met + Missed + Todo</c>; each is the count of its list.</summary>
/// <param name="Met">Somebody was met or reached by phone.</param>
internal sealed record VillageCoverage(long Village, int Met, int Missed, int Todo, int Found)
{
    public int Total => Met + Missed + Todo;
}

/// <summary>Who of a round was visited and who is still to be; figures and lists come from the same queries.</summary>
internal sealed class Coverage(XianjieDb db, HouseholdCounts counts)
{
    public const string Todo = "todo", Met = "met", Missed = "missed", Found = "found";

    public async Task<IReadOnlyList<VillageCoverage>> OfAsync(SurveyRound round, CancellationToken ct)
    {
        var sheets = await db.Set<SurveySheet>().AsNoTracking().Where(s => s.RoundId == round.Id)
            .GroupBy(s => new { s.Division, Missed = s.Contact == SurveyContact.无法联系, Found = s.Findings != string.Empty }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var inTarget = await Targets(round).Where(h => db.Set<SurveySheet>().Any(s => s.RoundId == round.Id && s.HouseholdId == h.Id)).GroupBy(h => h.Division)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var all = new Dictionary<long, int>();
        if (round.CampaignId is not null)
            all = await Targets(round).GroupBy(h => h.Division).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        foreach (var state in round.CampaignId is not null ? [] : round.States.Count == 0 ? [null] : round.States.Select(s => (string?)s))
        {
            foreach (var village in await counts.ByVillageAsync(new HouseholdQuery { RiskState = state, Area = round.Division }, ct))
                all[village.Division] = all.GetValueOrDefault(village.Division) + village.Households;
        }
        return [.. all.Keys.Union(sheets.Select(s => s.Key.Division)).Order().Select(v => new VillageCoverage(v,
            sheets.Where(s => s.Key.Division == v && !s.Key.Missed).Sum(s => s.Count), sheets.Where(s => s.Key.Division == v && s.Key.Missed).Sum(s => s.Count),
            Math.Max(0, all.GetValueOrDefault(v) - inTarget.GetValueOrDefault(v)), sheets.Where(s => s.Key.Division == v && s.Key.Found).Sum(s => s.Count)))];
    }

    /// <summary>Households of the round that nobody has written a sheet for.</summary>
    public IQueryable<Household> Waiting(SurveyRound round, long? village) =>
        In(Targets(round), village).Where(h => !db.Set<SurveySheet>().Any(s => s.RoundId == round.Id && s.HouseholdId == h.Id));

    /// <summary>Whether the household may be filled in for: any of the area, but only the objects of a campaign.</summary>
    public async Task<bool> TakesAsync(SurveyRound round, Guid household, CancellationToken ct) => round.CampaignId is null || await Targets(round).AnyAsync(h => h.Id == household, ct);

    public IQueryable<SurveySheet> Sheets(SurveyRound round, long? village, string show)
    {
        var rows = db.Set<SurveySheet>().AsNoTracking().Where(s => s.RoundId == round.Id);
        if (village is { } place)
        {
            var (from, below) = Scope.Range(place);
            rows = rows.Where(s => s.Division >= from && s.Division < below);
        }
        return show switch
        {
            Missed => rows.Where(s => s.Contact == SurveyContact.无法联系),
            Found => rows.Where(s => s.Findings != string.Empty),
            _ => rows.Where(s => s.Contact != SurveyContact.无法联系),
        };
    }

    private IQueryable<Household> Targets(SurveyRound round) => round.CampaignId is { } campaign
        ? Targets(db, round.Division, []).Where(h => db.Set<CampaignObject>().Any(o => o.CampaignId == campaign && o.HouseholdId == h.Id)) : Targets(db, round.Division, round.States);

    /// <summary>Active households of an area, of the states if any are named.</summary>
    public static IQueryable<Household> Targets(XianjieDb db, long area, IReadOnlyList<string> states)
    {
        var rows = In(db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active), area);
        return states.Count == 0 ? rows : rows.Where(h => states.Contains(h.RiskState));
    }

    public static IQueryable<Household> In(IQueryable<Household> rows, long? area)
    {
        if (area is not { } place)
            return rows;
        var (from, below) = Scope.Range(place);
        return rows.Where(h => h.Division >= from && h.Division < below);
    }
}
