using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Indicators;

/// <summary>红线预警: figures beyond their red lines, standing first, each opening to its rows.</summary>
[Requires(Permissions.Overview)]
internal sealed class AlertsPage(XianjieDb db, IndicatorBook book, Places places, CurrentUser user) : PageModel
{
    public sealed record Line(IndicatorAlert Alert, IndicatorDefinition Definition, string Place);

    /// <summary>open or closed; all where none is given.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    /// <summary>Rows behind figures are people: only for who may read households.</summary>
    public bool OpensRows => user.May(Permissions.HouseholdsRead);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var alerts = db.Set<IndicatorAlert>().AsNoTracking();
        if (State == "open")
            alerts = alerts.Where(a => a.ClosedOn == null);
        if (State == "closed")
            alerts = alerts.Where(a => a.ClosedOn != null);
        Total = await alerts.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var page = await alerts.OrderBy(a => a.ClosedOn != null).ThenByDescending(a => a.OpenedOn).ThenBy(a => a.Division).ThenBy(a => a.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        Lines = [.. page.Where(a => book.Find(a.Key) is not null).Select(a => new Line(a, book.Find(a.Key)!, places.Path(a.Division)))];
        return Page();
    }

    public static string Rows(Line line) => RedLines.Link(line.Alert, line.Alert.OpenedOn);
}
