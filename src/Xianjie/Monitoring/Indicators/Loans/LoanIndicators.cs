using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Indicators.Loans;

/// <summary>小额信贷: balances, those of them that are overdue, and the households that owe them, at the latest statement up to the end of the month.</summary>
internal sealed class LoanIndicators(XianjieDb db, CurrentUser user) : IIndicatorSource
{
    private static readonly Expression<Func<LoanState, IndicatorRow>> show = l => new IndicatorRow(l.Id, l.Name, "/households/" + l.HouseholdId, l.Division,
        "借据 " + l.LoanNo + "，统计 " + l.AsOf + (l.OverdueDays > 0 ? "，逾期 " + l.OverdueDays + " 天" : ""), l.Balance);

    public async Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        if (key is not ("loan-overdue" or "loan-balance" or "loan-homes"))
            return null;
        var loans = db.Set<LoanState>().AsNoTracking();
        // The month of the whole county, so that a village without statements does not fall back to an older one
        var (from, below) = Scope.Range(user.Area / 1_000_000 * 1_000_000);
        var stated = await loans.IgnoreQueryFilters().Where(l => l.Month <= month.Value && l.Division >= from && l.Division < below).MaxAsync(l => (int?)l.Month, ct) ?? month.Value;
        var running = loans.Where(l => l.Month == stated && l.Balance > 0);
        return key switch
        {
            "loan-overdue" => new(RowSet.Of(running.Where(l => l.OverdueDays > 0), show, l => l.Balance), RowSet.Of(running, show, l => l.Balance)),
            "loan-balance" => new(RowSet.Of(running, show, l => l.Balance), null),
            _ => new(RowSet.Of(db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && running.Any(l => l.HouseholdId == h.Id)), Shown.Household), null),
        };
    }
}
