using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;

namespace Xianjie.Ledgers.Directory;

/// <summary>台账目录: the ledgers of the county by module, with their rows of this period.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class ListPage(LedgerServices services) : PageModel
{
    // Counting stops here: a directory says how much there is, the list says it exactly
    public const int MostCounted = 1000;
    private const int MostLedgers = 40;

    public sealed record Line(Ledger Ledger, bool IsOwn, bool IsRetired, int? Rows, Span Span)
    {
        public string Count => Rows is null ? "—" : Rows > MostCounted ? $"{MostCounted:N0}+" : $"{Rows:N0}";
    }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Module { get; set; }

    public IReadOnlyList<(string Module, int Ledgers)> Modules { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public int Total { get; private set; }
    /// <summary>Rows are counted where few ledgers are shown.</summary>
    public bool IsCounted => Total <= MostLedgers;
    public bool MayDefine => services.User.May(Permissions.LedgersDefine);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var set = await services.Book.AllAsync(ct);
        Modules = [.. set.All.GroupBy(l => l.Module).Select(g => (g.Key, g.Count()))];
        var chosen = set.All.AsEnumerable();
        if (!string.IsNullOrWhiteSpace(Module))
            chosen = chosen.Where(l => l.Module == Module);
        if (Q?.Trim() is { Length: > 0 } text)
            chosen = chosen.Where(l => l.Title.Contains(text, StringComparison.OrdinalIgnoreCase) || l.Key.Contains(text, StringComparison.OrdinalIgnoreCase) || l.Owner.Contains(text, StringComparison.Ordinal)
                || l.Fields.Any(f => f.Name.Contains(text, StringComparison.Ordinal)) || l.Requirements.Contains(text));
        var ledgers = chosen.ToList();
        Total = ledgers.Count;
        var lines = new List<Line>();
        foreach (var ledger in ledgers)
        {
            var span = ledger.Period == PeriodKind.None ? Span.Of(PeriodKind.None, 0)!.Value : Span.Holding(ledger.Period, services.Clock.Today);
            var rows = !IsCounted ? (int?)null : await RowQuery.Of(services.Db, new(ledger, span, services.User.Area)).Take(MostCounted + 1).CountAsync(ct);
            lines.Add(new(ledger, set.IsOwn(ledger), set.IsRetired(ledger), rows, span));
        }
        Lines = lines;
    }
}
