using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers;

/// <summary>A page of one ledger in one period.</summary>
internal abstract class LedgerPage(LedgerServices services) : PageModel
{
    private const int Offered = 13;

    /// <summary>First day of the period as yyyyMMdd.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Period { get; set; }

    protected LedgerServices Services => services;
    protected XianjieDb Db => services.Db;
    public CurrentUser Me => services.User;
    public Ledger Ledger { get; private set; } = null!;
    public PeriodView Bar { get; private set; } = null!;
    public Span Span => Bar.Span;
    /// <summary>May enter, and has a place in the area where rows of this ledger stand.</summary>
    public bool MayEnter => hasUnits && LedgerWords.MayEnter(Ledger, Me);
    private bool hasUnits;
    public bool MayFreeze => Me.May(Permissions.LedgersFreeze);
    public bool MayExport => Me.May(Permissions.LedgersExport);
    /// <summary>Nothing can be written in the area; where a unit may report late, only what is of that unit is taken.</summary>
    public bool IsFrozen => Bar is { State: PeriodState.Frozen, OpenUntil: null };

    /// <summary>Periods to choose from, the newest first.</summary>
    public IReadOnlyList<Span> Spans { get; private set; } = [];

    public string Home => $"/ledgers/{Ledger.Key}";

    public string InPeriod(string path) => Ledger.Period == PeriodKind.None ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}period={Span.Number}";

    /// <summary>False where there is no such ledger or period.</summary>
    protected async Task<bool> OpenAsync(string key, CancellationToken ct, int? period = null)
    {
        if (await services.Book.FindAsync(key, ct) is not { } ledger)
            return false;
        Ledger = ledger;
        hasUnits = services.Periods.Units(ledger, Me.Area).Count > 0;
        var now = ledger.Period == PeriodKind.None ? Span.Of(PeriodKind.None, 0)!.Value : Span.Holding(ledger.Period, services.Clock.Today);
        if ((period ?? Period) is { } asked && Span.Of(ledger.Period, asked) is null)
            return false;
        var span = (period ?? Period) is { } number ? Span.Of(ledger.Period, number)!.Value : now;
        Bar = await services.Periods.ViewAsync(ledger, span, Me.Area, ct);
        if (ledger.Period != PeriodKind.None)
        {
            var spans = new List<Span>();
            for (var at = now; spans.Count < Offered; at = at.Before)
                spans.Add(at);
            Spans = spans.Contains(span) ? spans : [.. spans, span];
        }
        return true;
    }
}
