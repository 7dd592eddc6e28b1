using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;

namespace Xianjie.Overview.Modules;

/// <summary>业务模块: every module with how many indicators and ledgers it has.</summary>
[Requires(Permissions.Overview)]
internal sealed class ListPage(IndicatorBook indicators, LedgerBook ledgers, CurrentUser user) : PageModel
{
    public IReadOnlyList<(WorkModule Module, int Indicators, int Ledgers)> Modules { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var all = user.May(Permissions.LedgersRead) ? (await ledgers.AllAsync(ct)).All : [];
        Modules = [.. ModuleBook.All.Select(m => (m, indicators.All.Count(d => ModuleBook.OfIndicator(d) == m), all.Count(l => ModuleBook.OfLedger(l.Module) == m)))];
    }
}
