using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Statistics.Income;

/// <summary>One household of a year.</summary>
/// <param name="PerHead">Net income per head, 分.</param>
/// <param name="People">Members.</param>
internal sealed record IncomeUnit(Guid Household, long Division, string Number, string? Head, long PerHead, int People);

/// <summary>Households in the register whose income per head of a year is known. Figures and lists are made from this one query.</summary>
internal sealed class IncomeRows(XianjieDb db)
{
    /// <param name="below">Only those whose income per head lies below this many 分.</param>
    public IQueryable<IncomeUnit> Of(long area, int year, IncomeGroup group, long? below = null)
    {
        var (from, end) = Scope.Range(area);
        var homes = db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.Division >= from && h.Division < end).Where(group.Belongs);
        var incomes = db.Set<IncomeYear>().AsNoTracking().Where(i => i.Year == year && i.PerCapita != null && (below == null || i.PerCapita < below));
        return homes.Join(incomes, h => h.Id, i => i.HouseholdId, (h, i) => new { h, i })
            .OrderBy(r => r.i.PerCapita).ThenBy(r => r.h.Id)
            .Select(r => new IncomeUnit(r.h.Id, r.h.Division, r.h.HouseholdNo, r.h.HeadName, r.i.PerCapita ?? 0, r.h.MemberCount > 0 ? r.h.MemberCount ?? 1 : 1));
    }

    /// <summary>Years for which any income is known, newest first.</summary>
    public Task<List<int>> YearsAsync(long area, CancellationToken ct)
    {
        var (from, end) = Scope.Range(area);
        return db.Set<IncomeYear>().AsNoTracking().Where(i => i.Division >= from && i.Division < end && i.PerCapita != null).Select(i => i.Year).Distinct().OrderByDescending(y => y).ToListAsync(ct);
    }
}
