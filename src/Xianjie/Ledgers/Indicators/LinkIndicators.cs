using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Registry.Households;

namespace Xianjie.Ledgers.Indicators;

/// <summary>
/// Households with an agreement in force on the day, in whichever of the last two half-years 联农带农台账 reported it; and those whose agreement is
/// about an industry project that runs, by the last quarter of the last two that says so.
/// </summary>
internal sealed class LinkIndicators(XianjieDb db, CurrentUser user) : IIndicatorSource
{
    private const string Links = "benefit-links", Projects = "industry-operations";

    public async Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (key is not ("linked-homes" or "industry-homes"))
            return null;
        var day = month.Last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var inForce = (await RowsAsync(Links, PeriodKind.HalfYear, month.Last, ct))
            .Where(r => string.CompareOrdinal(r.Values.GetValueOrDefault("starts_on", day), day) <= 0 && string.CompareOrdinal(r.Values.GetValueOrDefault("ends_on", day), day) >= 0);
        if (key == "industry-homes")
        {
            var running = (await RowsAsync(Projects, PeriodKind.Quarter, month.Last, ct)).Where(r => r.Values.ContainsKey("project")).GroupBy(r => r.Values["project"])
                .Where(g => g.MaxBy(r => r.Period)!.Values.GetValueOrDefault("state") == "正常经营").Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
            inForce = inForce.Where(r => r.Values.TryGetValue("project", out var name) && running.Contains(name));
        }
        var homes = inForce.Select(r => r.Home).OfType<Guid>().Distinct().ToList();
        return new(RowSet.Of(db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && homes.Contains(h.Id)), h => new IndicatorRow(h.Id, h.HeadName ?? h.HouseholdNo, "/households/" + h.Id, h.Division, h.HouseholdNo, 1)), null);
    }

    private sealed record Read(int Period, Guid? Home, Dictionary<string, string> Values);

    /// <summary>Rows of the county in the period that holds the day and the one before.</summary>
    private async Task<List<Read>> RowsAsync(string ledger, PeriodKind kind, DateOnly day, CancellationToken ct)
    {
        var ((from, below), span) = (Scope.Range(PeriodDesk.CountyOf(user.Area)), Span.Holding(kind, day));
        var (first, last) = (span.Before.Number, span.Number);
        var rows = await RowQuery.Counted(db, ledger, from, below).Where(r => r.Period >= first && r.Period <= last).Select(r => new { r.Period, r.HouseholdId, r.Values }).ToListAsync(ct);
        return [.. rows.Select(r => new Read(r.Period, r.HouseholdId, RowValues.Open(r.Values)))];
    }
}
