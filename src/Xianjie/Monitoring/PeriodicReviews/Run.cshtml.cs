using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>One period: figures and progress by village, each opening to its list.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class RunPage(XianjieDb db, Places places, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Village(long Code, int All, int Done, int Late, int Changed, int Risks, int Proposals);

    public ReviewRun Run { get; private set; } = null!;
    public IReadOnlyList<Village> Villages { get; private set; } = [];
    public bool IsLate => Run.Due < clock.Today;
    public string PlaceOf(long division) => places.Path(division);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await Reach.Of<ReviewRun>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } run)
            return NotFound();
        Run = run;
        var today = clock.Today;
        Villages = await db.Set<ReviewItem>().Where(i => i.RunId == id).GroupBy(i => i.Division).OrderBy(g => g.Key).Select(g => new Village(g.Key, g.Count(), g.Count(i => i.DoneOn != null), g.Count(i => i.DoneOn == null && i.Due < today),
            g.Count(i => i.Result == ReviewResult.有变化), g.Count(i => i.Result == ReviewResult.新增风险), g.Count(i => i.Proposal != null))).ToListAsync(ct);
        return Page();
    }
}
