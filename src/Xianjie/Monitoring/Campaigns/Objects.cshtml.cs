using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>The objects behind a number of the daily report.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class ObjectsPage(XianjieDb db, Places places, CurrentUser user) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public ObjectQuery Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public Campaign Campaign { get; private set; } = null!;
    public IReadOnlyList<CampaignObject> Rows { get; private set; } = [];
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public bool MayRecord => Campaign.IsOpen && user.May(Permissions.HelpWrite);
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public string PlaceOf(CampaignObject thing) => places.Path(thing.Division);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await Reach.Of<Campaign>(db, user).AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } campaign)
            return NotFound();
        Campaign = campaign;
        var found = Filter.Over(db.Set<CampaignObject>().AsNoTracking(), id);
        Total = await found.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await found.OrderBy(o => o.Division).ThenBy(o => o.HouseholdNo).ThenBy(o => o.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        return Page();
    }
}
