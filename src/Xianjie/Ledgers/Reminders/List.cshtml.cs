using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Reminders;

/// <summary>待填报: the reports that an area owes, soonest first, each with the way to its form.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class ListPage(LedgerServices services) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public DueQuery Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<ReportDue> Rows { get; private set; } = [];
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public int Late { get; private set; }
    public DateOnly Today => services.Clock.Today;
    private LedgerSet ledgers = null!;

    public string PlaceOf(ReportDue due) => services.Places.Path(due.Division);

    public static string WhoOf(ReportDue due) => due.Department ?? Roles.All.GetValueOrDefault(due.Role)?.Title ?? due.Role;

    /// <summary>The form that settles it; null for who does not enter this ledger.</summary>
    public string? FormOf(ReportDue due) => ledgers[due.Ledger] is { } ledger && LedgerWords.MayEnter(ledger, services.User) ? $"/ledgers/{due.Ledger}/edit?period={due.Period}&place={due.Division}" : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Filter.Place is { } place && (services.Places.Find(place) is null || !services.Db.Scope.Covers(place)))
            return NotFound();
        ledgers = await services.Book.AllAsync(ct);
        var (found, today) = (Filter.Over(services.Db.Set<ReportDue>().AsNoTracking(), services.User.Area), Today);
        (Total, Late) = (await found.CountAsync(ct), await found.CountAsync(d => d.Due < today, ct));
        Number = Paging.Page(Number, Total, Size);
        Rows = await found.OrderBy(d => d.Due).ThenBy(d => d.Division).ThenBy(d => d.Title).ThenBy(d => d.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        return Page();
    }
}
