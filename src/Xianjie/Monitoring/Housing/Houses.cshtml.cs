using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>The houses behind a figure of a round.</summary>
[Requires(Permissions.HouseholdsRead), Captured]
internal sealed class HousesPage(XianjieDb db, HouseSights sights, Places places, CurrentUser user) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long? Village { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public HouseRound Round { get; private set; } = null!;
    public string View => Show is HouseSights.Seen or HouseSights.Unsafe or HouseSights.Changed ? Show : HouseSights.Todo;
    public IReadOnlyList<(string Key, string Title, int Count)> Tabs { get; private set; } = [];
    public IReadOnlyList<Household> Waiting { get; private set; } = [];
    public IReadOnlyList<HouseFinding> Findings { get; private set; } = [];
    public int Total { get; private set; }
    public int Size => Paging.Size(Request);
    public bool MayFill => user.May(Permissions.CasesVisit) && Round.IsOpen;
    public string? VillageName => Village is { } village ? places.Path(village) : null;
    public string PlaceOf(long division) => places.Path(division);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await Reach.Of<HouseRound>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } round)
            return NotFound();
        Round = round;
        Tabs =
        [
            (HouseSights.Todo, "未查", await sights.Unseen(round, Village).CountAsync(ct)), (HouseSights.Seen, "已查", await sights.Findings(round, Village, HouseSights.Seen).CountAsync(ct)),
            (HouseSights.Unsafe, "不安全", await sights.Findings(round, Village, HouseSights.Unsafe).CountAsync(ct)), (HouseSights.Changed, "等级变化", await sights.Findings(round, Village, HouseSights.Changed).CountAsync(ct)),
        ];
        Total = Tabs.First(t => t.Key == View).Count;
        Number = Paging.Page(Number, Total, Size);
        if (View == HouseSights.Todo)
            Waiting = await sights.Unseen(round, Village).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        else
            Findings = await sights.Findings(round, Village, View).OrderBy(f => f.Division).ThenBy(f => f.HouseholdNo).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        return Page();
    }
}
