using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Notices;

/// <summary>Every village notice of the area, whatever it is about; ticked rows are printed, one sheet for each village.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ListPage(XianjieDb db, Places places, Clock clock) : PageModel
{
    /// <summary>up, served, suspended, closed or all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public int Size { get; set; } = 20;

    public IReadOnlyList<PublicNotice> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public DateOnly Today => clock.Today;
    public string PlaceOf(PublicNotice notice) => places.Path(notice.Division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        (Size, P) = (Size is 10 or 50 or 100 ? Size : 20, Math.Clamp(P, 1, 100));
        var today = clock.Today;
        var query = db.Set<PublicNotice>().AsNoTracking();
        query = State switch
        {
            "served" => query.Where(n => n.State == NoticeState.公示中 && n.EndsOn < today),
            "suspended" => query.Where(n => n.State == NoticeState.已暂停),
            "closed" => query.Where(n => n.State == NoticeState.已期满 || n.State == NoticeState.已撤下),
            "all" => query,
            _ => query.Where(n => n.State == NoticeState.公示中 || n.State == NoticeState.已暂停),
        };
        Total = await query.CountAsync(ct);
        Rows = await query.OrderByDescending(n => n.Id).Skip((P - 1) * Size).Take(Size).ToListAsync(ct);
    }
}
