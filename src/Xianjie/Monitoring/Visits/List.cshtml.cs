using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Visits;

/// <summary>Visits that are overdue, and those made.</summary>
[Requires(Permissions.HouseholdsRead), Captured]
internal sealed class ListPage(XianjieDb db, HelpGaps gaps, ParametersInForce inForce, CurrentUser user, Clock clock, Places places) : PageModel
{
    public int Size => Paging.Size(Request);

    public sealed record DueRow(Household Home, DateOnly? Last, DateOnly? Due);

    public sealed record MadeRow(Guid HouseholdId, string? HeadName, long Division, HelpVisit Visit);

    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Overdue { get; private set; }
    public int Made { get; private set; }
    public int Total => View == "made" ? Made : Overdue;
    public int Days { get; private set; }
    public IReadOnlyList<DueRow> DueRows { get; private set; } = [];
    public IReadOnlyList<MadeRow> MadeRows { get; private set; } = [];
    public bool MayWrite => user.May(Permissions.HelpWrite);

    public string Place(long division) => places.Path(division);

    public int Late(DueRow row) => row.Due is { } due ? clock.Today.DayNumber - due.DayNumber : 0;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var values = await inForce.LoadAsync(ct);
        Days = values.Whole("走访间隔天数", user.Area, HelpGaps.Monitored);
        var overdue = await gaps.OfAsync(HelpGap.走访超期, ct);
        Overdue = await overdue.CountAsync(ct);
        var since = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        var made = db.Set<HelpVisit>().AsNoTracking().Where(v => v.VisitedOn >= since);
        Made = await made.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        if (View == "made")
            MadeRows = await made.OrderByDescending(v => v.VisitedOn).ThenByDescending(v => v.Id).Skip((Number - 1) * Size).Take(Size)
                .Join(db.Set<Household>(), v => v.HouseholdId, h => h.Id, (v, h) => new MadeRow(h.Id, h.HeadName, h.Division, v)).ToListAsync(ct);
        else
            DueRows = [.. (await overdue.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Skip((Number - 1) * Size).Take(Size)
                .Select(h => new { Home = h, Last = db.Set<HelpVisit>().Where(v => v.HouseholdId == h.Id && v.Result != VisitResult.无法联系).Max(v => (DateOnly?)v.VisitedOn) })
                .ToListAsync(ct)).Select(r => new DueRow(r.Home, r.Last, Visits.Overdue.NextDue(r.Home, r.Last, values)))];
    }
}
