using System.Collections.Concurrent;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Counts;

/// <summary>Counts of the areas that people look at, as last read, each with the sum of stamps that tells whether it still holds.</summary>
internal sealed class CountCache
{
    private const int Most = 500;
    private readonly ConcurrentDictionary<(long From, long Below), (long Stamp, AreaCounts Counts)> kept = new();

    public AreaCounts? Find((long From, long Below) range, long stamp) => kept.TryGetValue(range, out var found) && found.Stamp == stamp ? found.Counts : null;

    public void Keep((long From, long Below) range, long stamp, AreaCounts counts)
    {
        if (kept.Count >= Most)
            kept.Clear();
        kept[range] = (stamp, counts);
    }
}

/// <summary>The cells of every village of an area; answers per query are remembered.</summary>
internal sealed class AreaCounts(IReadOnlyList<VillageCount> villages)
{
    private const int Most = 200;
    private readonly (VillageCount Village, CountCell[] Cells)[] cells = [.. villages.Select(v => (v, VillageCount.Read(v.Cells)))];
    private readonly ConcurrentDictionary<HouseholdQuery, IReadOnlyList<VillageTotal>> answers = new();

    public IReadOnlyList<VillageTotal> Of(HouseholdQuery query)
    {
        var key = query with { Area = null, Sort = "no", Descending = false };
        if (answers.TryGetValue(key, out var known))
            return known;
        if (answers.Count >= Most)
            answers.Clear();
        return answers[key] = [.. cells.Select(v => Count(key, v.Village.Division, v.Cells)).Where(v => v.Households > 0)];
    }

    private static VillageTotal Count(HouseholdQuery query, long village, CountCell[] cells)
    {
        var (households, people) = (0, 0);
        foreach (var cell in cells)
        {
            if (query.Fits(cell))
                (households, people) = (households + cell.Households, people + cell.People);
        }
        return new(village, households, people);
    }
}
