using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Counts;

/// <summary>Brings marks and counts in line with the rows, inside the caller's transaction. Every writer of households or members calls it.</summary>
internal static class Recount
{
    /// <summary>After households, members or living conditions of whole villages changed (an import): marks, missing head counts, counts.</summary>
    public static async Task VillagesAsync(XianjieDb db, IEnumerable<long> villages, CancellationToken ct)
    {
        long[] all = [.. villages.Distinct().Order()];
        await Traits.RefreshAsync(db, db.Set<Household>().Where(h => all.Contains(h.Division)), db.Set<Person>().Where(p => all.Contains(p.Division)), ct);
        await CountAsync(db, all, ct);
    }

    /// <summary>After single households changed.</summary>
    public static async Task HouseholdsAsync(XianjieDb db, IReadOnlyCollection<Guid> households, IEnumerable<long> villages, CancellationToken ct)
    {
        await Traits.RefreshAsync(db, db.Set<Household>().Where(h => households.Contains(h.Id)), db.Set<Person>().Where(p => households.Contains(p.HouseholdId)), ct);
        await CountAsync(db, [.. villages.Distinct().Order()], ct);
    }

    private static async Task CountAsync(XianjieDb db, long[] villages, CancellationToken ct)
    {
        await LockAsync(db, villages, ct);
        var cells = await db.Set<Household>().Where(h => h.State == HouseholdState.Active && villages.Contains(h.Division))
            .GroupBy(h => new { h.Division, h.HouseholdType, h.RiskState, h.Traits })
            .Select(g => new { g.Key, Households = g.Count(), People = g.Sum(h => h.Present) }).ToListAsync(ct);
        var byVillage = cells.ToLookup(c => c.Key.Division, c => new CountCell(c.Key.HouseholdType, c.Key.RiskState, c.Key.Traits, c.Households, c.People));
        foreach (var village in villages)
        {
            var own = byVillage[village].OrderBy(c => c.Type, StringComparer.Ordinal).ThenBy(c => c.RiskState, StringComparer.Ordinal).ThenBy(c => c.Traits).ToList();
            var (households, people, stamp, text) = (own.Sum(c => c.Households), own.Sum(c => c.People), Random.Shared.NextInt64(1L << 40), VillageCount.Write(own));
            await db.Set<VillageCount>().Where(v => v.Division == village).ExecuteUpdateAsync(s => s.SetProperty(v => v.Households, households)
                .SetProperty(v => v.People, people).SetProperty(v => v.Stamp, stamp).SetProperty(v => v.Cells, text), ct);
        }
    }

    /// <summary>The row of a village is its lock: two transactions that count it follow each other, always in the order of codes.</summary>
    private static async Task LockAsync(XianjieDb db, long[] villages, CancellationToken ct)
    {
        var known = new List<long>();
        foreach (var village in villages)
        {
            if (await db.Set<VillageCount>().Where(v => v.Division == village).ExecuteUpdateAsync(s => s.SetProperty(v => v.Households, v => v.Households), ct) == 1)
                known.Add(village);
        }
        var missing = villages.Except(known).Select(v => new VillageCount { Division = v, Cells = "[]" }).ToList();
        if (missing.Count > 0)
            Bulk.Insert(db, missing);
    }
}
