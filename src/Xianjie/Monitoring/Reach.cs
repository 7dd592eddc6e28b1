using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring;

/// <summary>
/// Tasks of one's area and of the places above it: a county's plan is seen by its villages. Only for rows without personal data; households
/// and what was found at them stay inside the scope.
/// </summary>
internal static class Reach
{
    public static IQueryable<T> Of<T>(XianjieDb db, CurrentUser user) where T : class, IInDivision
    {
        var (from, below) = Scope.Range(user.Area);
        long[] above = [.. ((long[])[1_000, 1_000_000, 100_000_000, 10_000_000_000]).Select(w => user.Area / w * w)];
        return db.Set<T>().IgnoreQueryFilters().Where(r => (r.Division >= from && r.Division < below) || above.Contains(r.Division));
    }
}
