using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Indicators;

/// <summary>The rows behind one side of a figure, from the query that the figure was counted with.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class RowsPage(IndicatorReader reader, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    public int Size => Paging.Size(Request);
    public IndicatorDefinition Definition { get; private set; } = null!;
    public string By { get; private set; } = string.Empty;
    public bool IsNumerator { get; private set; }
    public long Here { get; private set; }
    public IndicatorMonth Time { get; private set; } = null!;
    public int Total { get; private set; }
    public long Sum { get; private set; }
    public IReadOnlyList<IndicatorRow> Rows { get; private set; } = [];
    public bool IsMoney => Definition.Unit is "元" or "增速%" || Definition.Key == "transfer-share";
    public bool IsSum => Sum != Total;
    public string Place(long division) => places.Path(division);
    public string Show(long value) => IsMoney && (IsNumerator || Definition.Unit != "元") ? (value / 100m).ToString("N2", System.Globalization.CultureInfo.InvariantCulture) : value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(string key, string? part, string? by, long? area, int? month, CancellationToken ct)
    {
        if (reader.Book.Find(key) is not { } definition || !scope.Covers(Here = area ?? user.Area))
            return NotFound();
        (Definition, By, IsNumerator) = (definition, definition.By.Contains(by ?? "") ? by ?? "" : definition.By[0], part != "d");
        Time = IndicatorMonth.Of(month is { } m and > 200000 && m < IndicatorMonth.Of(clock.Today) && m % 100 is >= 1 and <= 12 ? m : IndicatorMonth.Of(clock.Today), clock.Today);
        if (await reader.SetsAsync(definition, By, Time, ct) is not { } sets || (IsNumerator ? sets.Numerator : sets.Denominator) is not { } rows)
            return NotFound();
        var (from, below) = Scope.Range(Here);
        Total = await rows.CountAsync(from, below, ct);
        Sum = (await rows.ByDivisionAsync(from, below, ct)).Values.Sum();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await rows.RowsAsync(from, below, (Number - 1) * Size, Size, ct);
        return Page();
    }
}
