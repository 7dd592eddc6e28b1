using Microsoft.AspNetCore.Mvc;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Rollup;

/// <summary>汇总: the measures of a ledger by place or by a field; every figure opens to its rows.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class ShowPage(LedgerServices services) : LedgerPage(services)
{
    /// <summary>English name of the field by which the rows are split.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Group { get; set; }
    [BindProperty(SupportsGet = true)]
    public bool Approved { get; set; }
    [BindProperty(SupportsGet = true)]
    public long? Place { get; set; }

    public LedgerField? By { get; private set; }
    public IReadOnlyList<LedgerField> Groups => [.. Ledger.Groups.Select(g => Ledger[g]).OfType<LedgerField>()];
    public RollupTable Table { get; private set; } = null!;
    public long Area { get; private set; }
    public string AreaName => Services.Places.Name(Area);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        By = Group is null ? null : Groups.FirstOrDefault(g => g.English == Group);
        Area = Place is { } place && Db.Scope.Covers(place) ? place : Me.Area;
        Table = await Services.Rollup.BuildAsync(new(Ledger, Span, Area, By, Approved), ct);
        return Page();
    }

    /// <summary>The list behind a figure.</summary>
    public string Rows(int figure, RollupLine line)
    {
        var path = InPeriod($"{Home}?figure={figure}&place={line.Area}{(Approved ? "&approved=true" : string.Empty)}");
        return By is null || line.Value is null ? path : $"{path}&group={By.English}&value={Uri.EscapeDataString(line.Value)}";
    }

    /// <summary>The same roll-up one place further down.</summary>
    public string? Down(RollupLine line) => By is null && line.Area != Area && Services.Places.Children(line.Area).Count > 0 ? Address.With(Request, ("place", $"{line.Area}")) : null;
}
