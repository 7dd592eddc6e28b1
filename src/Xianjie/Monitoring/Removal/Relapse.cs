using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Data;

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
        var removals = new List<(string[] Groups, bool Relapsed)>();
        foreach (var household in events.GroupBy(e => e.HouseholdId))
        {
            var ordered = household.OrderBy(e => e.On).ThenBy(e => e.Id).ToList();
            for (var i = 0; i < ordered.Count; i++)
            {
                if (ordered[i].Change != RiskChange.消除)
                    continue;
                var next = ordered.Skip(i + 1).TakeWhile(e => e.Change != RiskChange.消除);
                removals.Add((ordered[i].MeasureGroups?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [], next.Any(e => e.Change is RiskChange.回退 or RiskChange.再标注)));
            }
        }
        var rates = MeasureCatalogue.Shipped.Groups.Select(g => new RelapseRate(g, removals.Count(r => r.Groups.Contains(g)), removals.Count(r => r.Groups.Contains(g) && r.Relapsed)));
        return [new(All, removals.Count, removals.Count(r => r.Relapsed)), .. rates.Where(r => r.Removed > 0)];
    }
}
