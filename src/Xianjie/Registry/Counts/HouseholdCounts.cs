using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Counts;

/// <summary>户数 and 人数; <see cref="OrMore"/> where counting stopped at a bound.</summary>
internal readonly record struct Total(long Households, long People, bool OrMore = false);

internal readonly record struct VillageTotal(long Division, int Households, int People);

/// <summary>Totals of household lists: exact and quick for everything the counts know, counted up to a bound for the rest.</summary>
internal sealed class HouseholdCounts(XianjieDb db, CountCache cache)
{
    /// <summary>Lists by name or number are counted no further than this.</summary>
    public const int Bound = 500;

    public async Task<Total> TotalAsync(HouseholdQuery query, CancellationToken ct)
    {
        if (query.IsCounted)
        {
            var villages = await ByVillageAsync(query, ct);
            return new(villages.Sum(v => (long)v.Households), villages.Sum(v => (long)v.People));
        }
        var people = await query.InOrder(query.Apply(db)).Select(h => h.Present).Take(Bound + 1).ToListAsync(ct);
        return people.Count <= Bound ? new(people.Count, people.Sum()) : new(Bound, people.Take(Bound).Sum(), OrMore: true);
    }

    /// <summary>Villages of the user's area that have households of the query, in the order of codes. Only for counted queries.</summary>
    public async Task<IReadOnlyList<VillageTotal>> ByVillageAsync(HouseholdQuery query, CancellationToken ct)
    {
        var range = (db.Scope.Everywhere ? 0 : db.Scope.From, db.Scope.Everywhere ? long.MaxValue : db.Scope.Below);
        var rows = db.Set<VillageCount>().AsNoTracking();
        var stamp = await rows.SumAsync(v => v.Stamp, ct);
        if (cache.Find(range, stamp) is not { } area)
            cache.Keep(range, stamp, area = new AreaCounts(await rows.OrderBy(v => v.Division).ToListAsync(ct)));
        var totals = area.Of(query);
        if (query.Area is not { } place)
            return totals;
        var (from, below) = Scope.Range(place);
        return [.. totals.Where(v => v.Division >= from && v.Division < below)];
    }
}
