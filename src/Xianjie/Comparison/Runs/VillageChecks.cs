using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Registry.VillageProfiles;

namespace Xianjie.Comparison.Runs;

/// <summary>
/// 村情核对: what a village says of itself beside the sums of its households (catalogue/registry-checks.yaml); one row per village, at its
/// household with the lowest number. A whole county only: one household alone tells nothing of its village.
/// </summary>
internal sealed class VillageChecks(Places places, Clock clock) : IFactSource
{
    private const int SchoolFrom = 6, SchoolBelow = 16;

    public string Fact => "村情核对";

    public async Task<IReadOnlyList<FactRow>> RowsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        if (only is not null)
            return [];
        var homes = db.Set<Household>().IgnoreQueryFilters().AsNoTracking().Where(h => h.Division >= county && h.Division < county + 1_000_000 && h.State == HouseholdState.Active);
        var first = await homes.Where(h => h.HouseholdNo == homes.Where(o => o.Division == h.Division).Min(o => o.HouseholdNo)).Select(h => new { h.Division, h.Id }).ToListAsync(ct);
        var profiles = await db.Set<VillageProfile>().IgnoreQueryFilters().AsNoTracking().Where(v => v.Division >= county && v.Division < county + 1_000_000).ToDictionaryAsync(v => v.Division, ct);
        var living = db.Set<Living>().IgnoreQueryFilters().AsNoTracking().Where(l => homes.Any(h => h.Id == l.HouseholdId));
        var land = await living.GroupBy(l => l.Division).Select(g => new { g.Key, Farm = g.Sum(l => (double?)l.FarmlandMu), Forest = g.Sum(l => (double?)l.ForestMu) }).ToDictionaryAsync(g => g.Key, g => (g.Farm, g.Forest), ct);
        var problems = await ProblemsAsync(db, homes, living, ct);
        return [.. first.GroupBy(f => f.Division).Select(g => Row(g.Key, g.Min(f => f.Id), profiles.GetValueOrDefault(g.Key), land.GetValueOrDefault(g.Key), problems.Max(p => p.GetValueOrDefault(g.Key))))];
    }

    /// <summary>Households with a problem by village: housing, water, school, insurance.</summary>
    private async Task<IReadOnlyList<Dictionary<long, int>>> ProblemsAsync(XianjieDb db, IQueryable<Household> homes, IQueryable<Living> living, CancellationToken ct)
    {
        var (youngest, oldest) = (clock.Today.AddYears(-SchoolFrom), clock.Today.AddYears(-SchoolBelow));
        var people = db.Set<Person>().IgnoreQueryFilters().AsNoTracking().Where(p => p.State == PersonState.Present);
        IQueryable<long>[] each =
        [
            living.Where(l => l.HouseGrade == "C级" || l.HouseGrade == "D级").Select(l => l.Division),
            living.Where(l => l.WaterSafe == false).Select(l => l.Division),
            homes.Where(h => people.Any(p => p.HouseholdId == h.Id && p.BirthDate <= youngest && p.BirthDate > oldest && p.SchoolState == "非在校生")).Select(h => h.Division),
            homes.Where(h => people.Any(p => p.HouseholdId == h.Id && p.MedResident == false && p.MedEmployee == false)).Select(h => h.Division),
        ];
        var counts = new List<Dictionary<long, int>>();
        foreach (var divisions in each)
            counts.Add(await divisions.GroupBy(d => d).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct));
        return counts;
    }

    private FactRow Row(long village, Guid home, VillageProfile? profile, (double? Farm, double? Forest) land, int problems) => new(home, null, new Dictionary<string, object?>
    {
        ["行政村"] = places.Name(village), ["通硬化路"] = profile?.PavedRoad, ["总户数"] = profile?.Households, ["问题户数"] = problems,
        ["村耕地面积"] = profile?.FarmlandMu, ["户耕地合计"] = Mu(land.Farm), ["村林地面积"] = profile?.ForestMu, ["户林地合计"] = Mu(land.Forest),
    });

    private static decimal? Mu(double? sum) => sum is { } known ? Math.Round((decimal)known, 2) : null;
}
