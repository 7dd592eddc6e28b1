using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Overview.Modules;

/// <summary>A module on one page: its indicators with light and line, its ledgers with rows and late units; all open to their lists.</summary>
[Requires(Permissions.Overview)]
internal sealed class ShowPage(IndicatorReader reader, LedgerBook ledgers, LedgerStates states, IEnumerable<MenuEntry> menu, CurrentUser user, Places places, Clock clock) : PageModel
{
    public WorkModule Module { get; private set; } = null!;
    public IReadOnlyList<IndicatorView> Views { get; private set; } = [];
    public IReadOnlyList<IndicatorDefinition> Without { get; private set; } = [];
    public IReadOnlyList<LedgerState> Ledgers { get; private set; } = [];
    public IReadOnlyList<MenuEntry> Pages { get; private set; } = [];
    public DateOnly Today => clock.Today;
    public long Area => user.Area;
    public string AreaName => places.Name(user.Area);
    public bool Opens => user.Opens(Permissions.HouseholdsRead);

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (ModuleBook.Find(code) is not { } module)
            return NotFound();
        Module = module;
        var mine = reader.Book.All.Where(d => ModuleBook.OfIndicator(d) == module).ToList();
        Views = await reader.ViewsAsync([.. mine.Where(d => d.Missing is null).SelectMany(d => d.By.Select(by => (d.Key, by)))], user.Area, clock.Today, ct);
        Without = [.. mine.Where(d => d.Missing is not null)];
        if (user.May(Permissions.LedgersRead))
            Ledgers = await states.OfAsync([.. (await ledgers.AllAsync(ct)).All.Where(l => ModuleBook.OfLedger(l.Module) == module)], user.Area, ct);
        Pages = [.. menu.Where(e => module.Pages.Contains(e.Href) && user.Opens(e.Permission))];
        return Page();
    }

    public string Rows(IndicatorView view, string part) => FigureAddress.Rows(view.Definition.Key, view.By, part, user.Area, clock.Today);
}
