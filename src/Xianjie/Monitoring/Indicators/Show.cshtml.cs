using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Indicators;

/// <summary>One indicator: how it is worked out, by place and over the last twelve months.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(IndicatorReader reader, Scope scope, CurrentUser user, Places places, ParametersInForce inForce, Clock clock) : PageModel
{
    public IndicatorDefinition Definition { get; private set; } = null!;
    public string By { get; private set; } = string.Empty;
    public long Here { get; private set; }
    public IndicatorMonth Time { get; private set; } = null!;
    public IndicatorFigure? Whole { get; private set; }
    public IReadOnlyList<PlaceLine> Lines { get; private set; } = [];
    /// <summary>The figure at the end of the same month a year before.</summary>
    public IndicatorFigure? YearAgo { get; private set; }
    public IReadOnlyList<(int Month, IndicatorFigure Figure)> Months { get; private set; } = [];
    /// <summary>The same figure of the city and the nation, where the county has entered one, with its document.</summary>
    public IReadOnlyList<string> Beside { get; private set; } = [];
    public Light Light { get; private set; } = Light.无;
    public string? Target { get; private set; }
    public string? Red { get; private set; }
    public string Place => places.Path(Here);

    public async Task<IActionResult> OnGetAsync(string key, string? by, long? area, long? place, int? month, DateOnly? day, CancellationToken ct)
    {
        if (reader.Book.Find(key) is not { } definition || !scope.Covers(Here = place ?? area ?? user.Area))
            return NotFound();
        (Definition, By) = (definition, definition.By.Contains(by ?? "") ? by ?? "" : definition.By[0]);
        Time = IndicatorMonth.Of(month is { } m and > 200000 && m < IndicatorMonth.Of(clock.Today) && m % 100 is >= 1 and <= 12 ? m : IndicatorMonth.Of(clock.Today), clock.Today);
        if (day is { } on && on < clock.Today)
            Time = IndicatorMonth.At(on);
        if (definition.Missing is not null)
            return Page();
        Whole = await reader.FigureAsync(definition, By, Here, Time, ct);
        var bounds = await reader.LinesAsync(ct);
        (Light, Target, Red) = (bounds.Light(Whole, Here, Time.Last), Words(bounds.Target(definition, Here, Time.Last)), Words(bounds.Red(definition, Here, Time.Last)));
        Beside = definition.Beside is { } other ? BesideOf(other, (await inForce.LoadAsync(ct))) : [];
        var below = places.Children(Here);
        var figures = await reader.ByPlaceAsync(definition, By, Here, [.. below.Select(p => p.Code)], Time, ct);
        var before = IndicatorMonth.At(IndicatorView.Days("month", Time.Last).YearAgo);
        YearAgo = await reader.FigureAsync(definition, By, Here, before, ct);
        Lines = PlaceLine.Of(definition, [.. below.Where(p => figures.ContainsKey(p.Code))], figures, await reader.ByPlaceAsync(definition, By, Here, [.. below.Select(p => p.Code)], before, ct));
        var months = Enumerable.Range(0, 12).Select(i => IndicatorMonth.Of(IndicatorMonth.Of(Time.First.AddMonths(i - 11)), clock.Today)).ToList();
        Months = [.. (await reader.OverMonthsAsync(definition, By, Here, months, ct)).Where(m => m.Figure.Rate(1) is not null).Select(m => (m.Month.Value, m.Figure))];
        return Page();
    }

    private string? Words(decimal? line) => line is { } value ? value.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture) + (Definition.Unit == "增速%" ? "%" : Definition.Unit) : null;

    private List<string> BesideOf(string parameter, ParameterValues values)
    {
        var own = Whole?.Rate(2);
        return [.. new[] { "全市", "全国" }.Select(place => values.Fen(parameter, Here, Time.Last, place) is { } perTenThousand
            ? $"{place} {perTenThousand / 100m:0.00}%{(own is { } rate ? $"，本地 {rate:0.00}%，{(rate >= perTenThousand / 100m ? "高" : "低")} {Math.Abs(rate - (perTenThousand / 100m)):0.00} 个百分点" : "")}（{values.Basis(parameter, Here, Time.Last, place)}）"
            : $"{place}未录入，请在参数“{parameter}”中录入")];
    }
}
