using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.SocialRelief.Policies;

/// <summary>The policies of the county of whoever asks: those that ship, each replaced by the county's own of the same key, and the county's own.</summary>
internal sealed class PolicyBook(XianjieDb db, CurrentUser user)
{
    public long County => CountyOf(user.Division);

    public static long CountyOf(long division) => division / 1_000_000 * 1_000_000;

    public Task<IReadOnlyList<ReliefPolicy>> AllAsync(CancellationToken ct) => AllAsync(db, County, ct);

    public static async Task<IReadOnlyList<ReliefPolicy>> AllAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var own = await db.Set<ReliefPolicy>().AsNoTracking().Where(p => p.County == county).ToListAsync(ct);
        return [.. PolicyRules.Shipped.Where(s => !own.Exists(o => o.Key == s.Key)).Concat(own).OrderBy(p => p.Key, StringComparer.Ordinal)];
    }
}
