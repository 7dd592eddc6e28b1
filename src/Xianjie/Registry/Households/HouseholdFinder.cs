using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>A household by its number.</summary>
internal sealed class HouseholdFinder(XianjieDb db) : IRecordFinder
{
    public Task<Guid?> FindAsync(string number, CancellationToken ct) => db.Set<Household>().Where(h => h.HouseholdNo == number).Select(h => (Guid?)h.Id).FirstOrDefaultAsync(ct);
}
