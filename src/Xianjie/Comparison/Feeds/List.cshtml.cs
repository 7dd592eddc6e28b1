using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

[Requires(Permissions.FeedsRead)]
internal sealed class ListPage(XianjieDb db, FeedDesk desk, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Row(FactTable Feed, Delivery? Last, int Deliveries, long Rows);

    /// <summary>missing: only those of which nothing came this month.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool MayUpload => user.May(Permissions.FeedsUpload);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var deliveries = await desk.Within(db.Set<Delivery>().AsNoTracking()).OrderBy(d => d.At).ToListAsync(ct);
        var byFeed = deliveries.ToLookup(d => d.Feed);
        var feeds = Show == "missing" ? FeedDesk.Missing(desk.Mine, deliveries, clock.Today) : desk.Mine;
        Rows = [.. feeds.OrderByDescending(f => byFeed[f.Name].Any()).ThenBy(f => f.Department, StringComparer.Ordinal).Select(f =>
            new Row(f, byFeed[f.Name].LastOrDefault(), byFeed[f.Name].Count(d => d.Counts), byFeed[f.Name].Where(d => d.Counts).Sum(d => (long)d.Accepted)))];
    }
}
