using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Housing;

/// <summary>One round by village.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(XianjieDb db, HouseSights sights, Places places, Scope scope, CurrentUser user, Clock clock) : PageModel
{
    public HouseRound Round { get; private set; } = null!;
    public IReadOnlyList<HouseVillage> Villages { get; private set; } = [];
    public string Place => places.Path(Round.Division);
    public string PlaceOf(long village) => places.Path(village);
    public bool MayClose => user.May(Permissions.CluesDispatch) && Round.IsOpen && scope.Covers(Round.Division);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        Villages = await sights.VillagesAsync(Round, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostCloseAsync(Guid id, int version, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (!MayClose)
            return Forbid();
        if (Round.Version != version)
            return StatusCode(StatusCodes.Status409Conflict);
        db.Act = user.Acts("结束住房巡查批次");
        Round.Close(clock.Today);
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == id && w.State == WorkState.Open).ToListAsync(ct))
            work.Withdraw(db.Act.By, clock.Now, "本批巡查已结束");
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = "本批已结束，隐患继续按期限整改。";
        return new SeeOtherResult($"/housing/{id}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await Reach.Of<HouseRound>(db, user).FirstOrDefaultAsync(r => r.Id == id, ct) is not { } round)
            return false;
        Round = round;
        return true;
    }
}
