using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Surveys;

/// <summary>Rounds that reach the user's area: a county's round is seen by its villages too.</summary>
[Requires(Permissions.CluesRead), Captured]
internal sealed class ListPage(XianjieDb db, Places places, CurrentUser user, Clock clock) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<SurveyRound> Rows { get; private set; } = [];
    public IReadOnlyDictionary<Guid, int> Sheets { get; private set; } = new Dictionary<Guid, int>();
    public bool MayOpen => user.May(Permissions.CluesDispatch);
    public string PlaceOf(SurveyRound round) => places.Name(round.Division);
    public bool IsLate(SurveyRound round) => round.IsOpen && round.To < clock.Today;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Rows = await Reach.Of<SurveyRound>(db, user).OrderByDescending(r => r.From).ThenByDescending(r => r.Id).Take(Most).ToListAsync(ct);
        Sheets = await db.Set<SurveySheet>().AsNoTracking().GroupBy(s => s.RoundId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }
}
