using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Removal;

/// <param name="Removed">Households whose risk was removed while they had a measure of the group.</param>
/// <param name="Relapsed">Of these, rolled back or re-marked since.</param>
internal sealed record RelapseRate(string Group, int Removed, int Relapsed)
{
    public decimal? Percent => Removed == 0 ? null : Math.Round(100m * Relapsed / Removed, 1);
}

/// <summary>返贫风险反弹率 by group of measures: relapsed removals over removals. A household removed twice counts twice.</summary>
internal static class Relapse
{
    public const string All = "全部";

    public static async Task<IReadOnlyList<RelapseRate>> ByGroupAsync(XianjieDb db, CancellationToken ct)
    {
        var events = await db.Set<RiskEvent>().AsNoTracking().Select(e => new { e.HouseholdId, e.Change, e.On, e.Id, e.MeasureGroups }).ToListAsync(ct);
        var removals = await ElsewhereAsync(db, ct);
        foreach (var household in events.GroupBy(e => e.HouseholdId))
        {
            var ordered = household.OrderBy(e => e.On).ThenBy(e => e.Id).ToList();
            // what relapses first was removed elsewhere
            if (ordered[0].Change is RiskChange.回退 or RiskChange.再标注)
                removals.Add((Groups(ordered[0].MeasureGroups), true));
            for (var i = 0; i < ordered.Count; i++)
            {
                if (ordered[i].Change != RiskChange.消除)
                    continue;
                var next = ordered.Skip(i + 1).TakeWhile(e => e.Change != RiskChange.消除);
                removals.Add((Groups(ordered[i].MeasureGroups), next.Any(e => e.Change is RiskChange.回退 or RiskChange.再标注)));
            }
        }
        var rates = MeasureCatalogue.Shipped.Groups.Select(g => new RelapseRate(g, removals.Count(r => r.Groups.Contains(g)), removals.Count(r => r.Groups.Contains(g) && r.Relapsed)));
        return [new(All, removals.Count, removals.Count(r => r.Relapsed)), .. rates.Where(r => r.Removed > 0)];
    }

    private static string[] Groups(string? stored) => stored?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Households whose risk was removed elsewhere and which came with an import; nothing has happened to them since.</summary>
    private static async Task<List<(string[] Groups, bool Relapsed)>> ElsewhereAsync(XianjieDb db, CancellationToken ct)
    {
        var homes = db.Set<Household>().AsNoTracking().Where(h => h.RiskState == HelpGaps.Removed && h.EliminatedMonth != null && !db.Set<RiskEvent>().Any(e => e.HouseholdId == h.Id));
        var ids = await homes.Select(h => h.Id).ToListAsync(ct);
        var measures = await db.Set<Measure>().AsNoTracking().Where(m => (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成) && homes.Any(h => h.Id == m.HouseholdId))
            .Select(m => new { m.HouseholdId, m.MeasureGroup }).Distinct().ToListAsync(ct);
        var groups = measures.ToLookup(m => m.HouseholdId, m => m.MeasureGroup);
        return [.. ids.Select(id => (groups[id].ToArray(), false))];
    }
}
