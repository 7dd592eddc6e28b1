using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Surveys;

/// <summary>The households behind a figure of a round.</summary>
[Requires(Permissions.CluesRead), Captured]
internal sealed class HouseholdsPage(XianjieDb db, Coverage coverage, Places places, CurrentUser user) : PageModel
{
    public sealed record Row(Guid Household, string HeadName, string HouseholdNo, long Division, string? RiskState, SurveySheet? Sheet);

    [BindProperty(SupportsGet = true)]
    public long? Village { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public SurveyRound Round { get; private set; } = null!;
    public string View => Show is Coverage.Met or Coverage.Missed or Coverage.Found ? Show : Coverage.Todo;
    public IReadOnlyList<(string Key, string Title, int Count)> Tabs { get; private set; } = [];
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public int Size => Paging.Size(Request);
    public bool MayFill => user.May(Permissions.CluesEnter) && Round.IsOpen;
    public string? VillageName => Village is { } village ? places.Path(village) : null;
    public string PlaceOf(long division) => places.Path(division);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await Reach.Of<SurveyRound>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } round)
            return NotFound();
        Round = round;
        Tabs =
        [
            (Coverage.Todo, "未访", await coverage.Waiting(round, Village).CountAsync(ct)), (Coverage.Met, "已访", await coverage.Sheets(round, Village, Coverage.Met).CountAsync(ct)),
            (Coverage.Missed, "未联系上", await coverage.Sheets(round, Village, Coverage.Missed).CountAsync(ct)), (Coverage.Found, "发现问题", await coverage.Sheets(round, Village, Coverage.Found).CountAsync(ct)),
        ];
        Total = Tabs.First(t => t.Key == View).Count;
        Number = Paging.Page(Number, Total, Size);
        Rows = View == Coverage.Todo
            ? await coverage.Waiting(round, Village).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Skip((Number - 1) * Size).Take(Size)
                .Select(h => new Row(h.Id, h.HeadName ?? "（未填户主）", h.HouseholdNo, h.Division, h.RiskState, null)).ToListAsync(ct)
            : [.. (await coverage.Sheets(round, Village, View).OrderBy(s => s.Division).ThenBy(s => s.HouseholdNo).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct))
                .Select(s => new Row(s.HouseholdId, s.HeadName, s.HouseholdNo, s.Division, null, s))];
        return Page();
    }
}
