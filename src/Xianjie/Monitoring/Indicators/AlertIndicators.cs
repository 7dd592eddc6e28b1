using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;

namespace Xianjie.Monitoring.Indicators;

/// <summary>规模性返贫: the places whose share of newly identified households is beyond its line.</summary>
internal sealed class AlertIndicators(XianjieDb db) : IIndicatorSource
{
    public Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (key != "fallback-places")
            return Task.FromResult<IndicatorSets?>(null);
        var day = month.Last;
        var standing = db.Set<IndicatorAlert>().AsNoTracking().Where(a => a.Key == "new-risk" && a.OpenedOn <= day && (a.ClosedOn == null || a.ClosedOn > day));
        return Task.FromResult<IndicatorSets?>(new(RowSet.Of(standing, a => new IndicatorRow(a.Id, db.Set<Division>().Where(d => d.Code == a.Division).Select(d => d.Name).FirstOrDefault() ?? "", "/indicators/new-risk?by=户&area=" + a.Division,
            a.Division, "新增风险率 " + a.Latest + "，预警线 " + a.Line + "，自 " + a.OpenedOn, 1)), null));
    }
}
