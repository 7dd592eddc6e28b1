using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Import;

/// <summary>A household has exactly one 户主 among its members; anything else is a doubt, since the members may come in several files.</summary>
internal static class HeadDoubts
{
    public static async Task<List<ImportDoubt>> FindAsync(XianjieDb db, RegistryKeys keys, ImportPlan plan, CancellationToken ct)
    {
        var doubts = new List<ImportDoubt>();
        if (!plan.BringsMembers)
            return doubts;
        foreach (var batch in keys.TouchedHouseholds.Where(h => h.HadMembers).Chunk(1000))
        {
            var ids = batch.Select(h => h.Id).ToList();
            var heads = await db.Set<Person>().IgnoreQueryFilters().Where(p => ids.Contains(p.HouseholdId) && p.Relation == "户主" && p.State == PersonState.Present)
                .GroupBy(p => p.HouseholdId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            foreach (var household in batch)
                household.Heads = heads.GetValueOrDefault(household.Id);
        }
        doubts.AddRange(keys.TouchedHouseholds.Where(h => h.Heads != 1)
            .Select(h => new ImportDoubt(0, h.No, string.Empty, h.Heads == 0 ? "户内没有登记户主" : $"户内有 {h.Heads} 个户主")));
        return doubts;
    }
}
