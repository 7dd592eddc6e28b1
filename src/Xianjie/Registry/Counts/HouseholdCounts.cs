using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Counts;

/// <summary>户数 and 人数; <see cref="OrMore"/> where counting stopped at a bound.</summary>
internal readonly record struct Total(long Households, long People, bool OrMore = false);

internal readonly record struct VillageTotal(long Division, int Households, int People);

/// <summary>Cells of villages as last read, by their stamp.</summary>
internal sealed class CountCache
{
    private readonly ConcurrentDictionary<long, (Guid Stamp, CountCell[] Cells)> kept = new();

    public CountCell[]? Find(long village, Guid stamp) => kept.TryGetValue(village, out var found) && found.Stamp == stamp ? found.Cells : null;

    public void Keep(long village, Guid stamp, CountCell[] cells) => kept[village] = (stamp, cells);
}

/// <summary>Totals of household lists: exact and quick for everything the cells know, counted up to a bound for the rest.</summary>
internal sealed class HouseholdCounts(XianjieDb db, CountCache cache)
{
    /// <summary>Lists by name or number are counted no further than this.</summary>
    public const int Bound = 1000;

    public async Task<Total> TotalAsync(HouseholdQuery query, CancellationToken ct)
    {
        if (query.IsCounted)
        {
            var villages = await ByVillageAsync(query, ct);
            return new(villages.Sum(v => (long)v.Households), villages.Sum(v => (long)v.People));
        }
        var people = await query.Apply(db).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Select(h => h.MemberCount ?? 0).Take(Bound + 1).ToListAsync(ct);
        return people.Count <= Bound ? new(people.Count, people.Sum()) : new(Bound, people.Take(Bound).Sum(), OrMore: true);
    }

    /// <summary>Villages of the user's area that have households of the query, in the order of codes. Only for counted queries.</summary>
    public async Task<IReadOnlyList<VillageTotal>> ByVillageAsync(HouseholdQuery query, CancellationToken ct)
    {
        var rows = db.Set<VillageCount>().AsNoTracking();
        if (query.Area is { } area)
        {
            var (from, below) = Platform.Access.Scope.Range(area);
            rows = rows.Where(v => v.Division >= from && v.Division < below);
        }
        var heads = await rows.OrderBy(v => v.Division).Select(v => new { v.Division, v.Stamp, v.Households, v.People }).ToListAsync(ct);
        if (query.IsEverything)
            return [.. heads.Where(h => h.Households > 0).Select(h => new VillageTotal(h.Division, h.Households, h.People))];
        var stale = heads.Where(h => cache.Find(h.Division, h.Stamp) is null).Select(h => h.Division).ToList();
        if (stale.Count > 0)
        {
            foreach (var row in await db.Set<VillageCount>().AsNoTracking().Where(v => stale.Contains(v.Division)).ToListAsync(ct))
                cache.Keep(row.Division, row.Stamp, VillageCount.Read(row.Cells));
        }
        return [.. heads.Select(h => Count(query, h.Division, cache.Find(h.Division, h.Stamp) ?? [])).Where(v => v.Households > 0)];
    }

    private static VillageTotal Count(HouseholdQuery query, long village, CountCell[] cells)
    {
        var (households, people) = (0, 0);
        foreach (var cell in cells)
        {
            if (!query.Fits(cell))
                continue;
            households += cell.Households;
            people += cell.People;
        }
        return new(village, households, people);
    }
}
