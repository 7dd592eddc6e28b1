using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>专项行动 that reach the user's area, with progress inside it.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class ListPage(XianjieDb db, Places places, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Row(Campaign Campaign, int All, int Done, int Found, int Open);

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public DateOnly Today => clock.Today;
    public bool MayOpen => user.May(Permissions.CluesDispatch);
    public string PlaceOf(Campaign campaign) => places.Name(campaign.Division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var campaigns = Reach.Of<Campaign>(db, user).AsNoTracking();
        Total = await campaigns.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var page = await campaigns.OrderBy(c => c.ClosedOn != null).ThenByDescending(c => c.From).ThenByDescending(c => c.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        var ids = page.ConvertAll(c => c.Id);
        var counts = await db.Set<CampaignObject>().Where(o => ids.Contains(o.CampaignId)).GroupBy(o => o.CampaignId)
            .Select(g => new { g.Key, All = g.Count(), Done = g.Count(o => o.DoneOn != null), Found = g.Count(o => o.Problem != null), Open = g.Count(o => o.Problem != null && o.MendedOn == null) }).ToDictionaryAsync(g => g.Key, ct);
        Rows = [.. page.Select(c => counts.TryGetValue(c.Id, out var n) ? new Row(c, n.All, n.Done, n.Found, n.Open) : new Row(c, 0, 0, 0, 0))];
    }
}
