using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Indicators;

/// <summary>The rows behind one side of a figure, from the query that the figure was counted with.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class RowsPage(IndicatorBook book, IndicatorRows rows, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    public int Size => Paging.Size(Request);
    public IndicatorDefinition Definition { get; private set; } = null!;
    public string By { get; private set; } = string.Empty;
    public bool IsNumerator { get; private set; }
    public long Here { get; private set; }
    public IndicatorMonth Time { get; private set; } = null!;
    /// <summary>One day rather than the whole of a month.</summary>
    public DateOnly? Day { get; private set; }
    public int Total { get; private set; }
    public long Sum { get; private set; }
    public IReadOnlyList<IndicatorRow> Rows { get; private set; } = [];
    public bool IsSum => Sum != Total;
    public bool IsSealed { get; private set; }
    public string Place(long division) => places.Path(division);
    public string Show(long value) => new IndicatorFigure(Definition, By, 0, 0).Side(value, IsNumerator);

    public async Task<IActionResult> OnGetAsync(string key, string? part, string? by, long? area, long? place, int? month, DateOnly? day, CancellationToken ct)
    {
        if (book.Find(key) is not { } definition || !scope.Covers(Here = place ?? area ?? user.Area))
            return NotFound();
        (Definition, By, IsNumerator) = (definition, definition.By.Contains(by ?? "") ? by ?? "" : definition.By[0], part != "d");
        Time = IndicatorMonth.Of(month is { } m and > 200000 && m < IndicatorMonth.Of(clock.Today) && m % 100 is >= 1 and <= 12 ? m : IndicatorMonth.Of(clock.Today), clock.Today);
        Day = day is { } on && on <= clock.Today && on > clock.Today.AddYears(-20) ? on : null;
        if (Day is { } one)
            Time = IndicatorMonth.At(one);
        if ((!IsNumerator && !definition.IsRatio) || await rows.PageAsync(definition, By, IsNumerator, Here, Time, Turn, ct) is not { } page)
            return NotFound();
        (Total, Sum, Rows, IsSealed) = (page.Total, page.Sum, page.Rows, page.IsSealed);
        return Page();
    }

    /// <summary>The page that is wanted, once it is known how many rows there are.</summary>
    private (int Skip, int Take) Turn(int total)
    {
        Number = Paging.Page(Number, total, Size);
        return ((Number - 1) * Size, Size);
    }
}
