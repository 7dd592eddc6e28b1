using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Surveys;

/// <summary>A round with its coverage by village; every figure opens to its list.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class ShowPage(XianjieDb db, SurveyDesk desk, SurveyForms forms, Coverage coverage, Places places, Scope scope, CurrentUser user) : PageModel
{
    public SurveyRound Round { get; private set; } = null!;
    public SurveyForm Form => forms[Round.Form]!;
    public IReadOnlyList<VillageCoverage> Villages { get; private set; } = [];
    public bool MayClose => user.May(Permissions.CluesDispatch) && Round.IsOpen && scope.Covers(Round.Division);
    public string Place => places.Path(Round.Division, places.Find(Round.Division)?.Level == DivisionLevel.County ? DivisionLevel.City : DivisionLevel.County);
    public string PlaceOf(long village) => places.Path(village);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        Villages = await coverage.OfAsync(Round, ct);
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
        await desk.CloseAsync(Round, ct);
        TempData["Notice"] = "本轮排查已结束，未办的村级待办已撤回。";
        return new SeeOtherResult($"/surveys/{id}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await Reach.Of<SurveyRound>(db, user).FirstOrDefaultAsync(r => r.Id == id, ct) is not { } round)
            return false;
        Round = round;
        return true;
    }
}
