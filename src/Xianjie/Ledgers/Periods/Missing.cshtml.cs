using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;

namespace Xianjie.Ledgers.Periods;

/// <summary>Units that have not reported.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class MissingPage(LedgerServices services) : LedgerPage(services)
{
    public IReadOnlyList<Places.Place> Missing { get; private set; } = [];
    public int Units { get; private set; }

    public string PlaceOf(Places.Place place) => Services.Places.Path(place.Code);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        Missing = await Services.Periods.MissingAsync(Ledger, Span, Me.Area, ct);
        Units = Services.Periods.Units(Ledger, Me.Area).Count;
        return Page();
    }
}
