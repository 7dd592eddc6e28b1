using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

[Requires(Permissions.FeedsRead)]
internal sealed class ListPage(XianjieDb db, FeedDesk desk, CurrentUser user) : PageModel
{
    public sealed record Row(FactTable Feed, Delivery? Last, int Deliveries, long Rows);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool MayUpload => user.May(Permissions.FeedsUpload);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var deliveries = await desk.Within(db.Set<Delivery>().AsNoTracking()).OrderBy(d => d.At).ToListAsync(ct);
        var byFeed = deliveries.ToLookup(d => d.Feed);
        Rows = [.. desk.Mine.OrderByDescending(f => byFeed[f.Name].Any()).ThenBy(f => f.Department, StringComparer.Ordinal).Select(f =>
            new Row(f, byFeed[f.Name].LastOrDefault(), byFeed[f.Name].Count(d => d.Counts), byFeed[f.Name].Where(d => d.Counts).Sum(d => (long)d.Accepted)))];
    }
}
