using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;

namespace Xianjie.Monitoring.Indicators;

/// <summary>三保障和饮水问题清零率: gaps of the year (and those it began with) that were proved closed.</summary>
internal sealed class GapIndicators(XianjieDb db) : IIndicatorSource
{
    private static readonly Dictionary<string, GuaranteeKind[]> Kinds = new()
    {
        ["gaps-closed"] = Enum.GetValues<GuaranteeKind>(), ["gaps-school"] = [GuaranteeKind.义务教育], ["gaps-health"] = [GuaranteeKind.医保参保, GuaranteeKind.慢病随访], ["gaps-house"] = [GuaranteeKind.住房安全],
        ["gaps-water"] = [GuaranteeKind.饮水水量, GuaranteeKind.饮水水质, GuaranteeKind.饮水方便, GuaranteeKind.饮水保证率],
    };

    public Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (!Kinds.TryGetValue(key, out var kinds))
            return Task.FromResult<IndicatorSets?>(null);
        var (year, last) = (new DateOnly(month.Last.Year, 1, 1), month.Last);
        var found = db.Set<Gap>().AsNoTracking().Where(g => g.State == GapState.缺口 && kinds.Contains(g.Kind) && g.OpenedOn <= last && (g.ClosedOn == null || g.ClosedOn >= year));
        return Task.FromResult<IndicatorSets?>(new(RowSet.Of(found.Where(g => g.ClosedOn <= last), Show), RowSet.Of(found, Show)));
    }

    private static readonly System.Linq.Expressions.Expression<Func<Gap, IndicatorRow>> Show = g => new IndicatorRow(g.Id, g.Name, "/households/" + g.HouseholdId, g.Division, g.Kind + "：" + g.Words, 1);
}
