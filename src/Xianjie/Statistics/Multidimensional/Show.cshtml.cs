using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Ledgers.Periods;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Statistics.Multidimensional;

/// <summary>多维贫困指数: headcount, intensity and M0 of a survey, whole and by part, by household or by person, each count opening to its households.</summary>
[Requires(Permissions.LedgersRead)]
internal sealed class ShowPage(MeasureBook book, SurveyRows rows, CurrentUser user, Places places) : PageModel
{
    /// <param name="Poor">Households that are poor.</param>
    public sealed record Line(string Title, IReadOnlyList<SurveyHome> Homes, AlkireFoster Figures, int Poor);

    [BindProperty(SupportsGet = true)]
    public string? Measure { get; set; }
    [BindProperty(SupportsGet = true)]
    public int? Period { get; set; }
    /// <summary>人: each household counts for its people.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }
    /// <summary>With a list: the part, empty for the whole, and what the households have in common.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Part { get; set; }
    /// <summary>all, poor, or the key of a deprivation (with poor before it where they must be poor too).</summary>
    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Size => Paging.Size(Request);
    public MultidimensionalMeasure? Chosen { get; private set; }
    public IReadOnlyList<MultidimensionalMeasure> All => book.All;
    public IReadOnlyList<int> Periods { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<SurveyHome> Listed { get; private set; } = [];
    public string? ListTitle { get; private set; }
    public string Place => places.Path(user.Area);
    public bool ByPeople => By == "人";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Chosen = book.All.FirstOrDefault(m => m.Key == Measure) ?? (book.All.Count > 0 ? book.All[0] : null);
        if (Chosen is not { } measure)
            return NotFound();
        Periods = await rows.PeriodsAsync(measure, ct);
        Period = Periods.Contains(Period ?? -1) ? Period : Periods.Count > 0 ? Periods[0] : null;
        var homes = Period is { } period ? await rows.HomesAsync(measure, period, user.Area, ct) : [];
        if (homes.Count == 0)
            return Page();
        Lines = [Of("合计", homes), .. homes.GroupBy(h => h.Part).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g]))];
        if (List is not null && !Choose(measure))
            return NotFound();
        return Page();
    }

    private Line Of(string title, IReadOnlyList<SurveyHome> homes)
    {
        var figures = AlkireFoster.Measure(Chosen!.Deprivations, [.. homes.Select(h => new Profile(h.Id, ByPeople ? h.People : 1, h.Lacks))], Chosen.CutOff);
        return new(title, homes, figures, figures.Poor.Count);
    }

    /// <summary>The households behind one number.</summary>
    private bool Choose(MultidimensionalMeasure measure)
    {
        if (Lines.FirstOrDefault(l => string.IsNullOrEmpty(Part) ? l.Title == "合计" : l.Title == Part) is not { } line)
            return false;
        var poor = List == "poor" || List!.StartsWith("poor-", StringComparison.Ordinal);
        var key = List is "all" or "poor" ? null : poor ? List[5..] : List;
        var at = key is null ? -1 : measure.Deprivations.Index().Where(d => d.Item.Key == key).Select(d => d.Index).DefaultIfEmpty(-2).First();
        if (at == -2)
            return false;
        Listed = [.. line.Homes.Where(h => (!poor || line.Figures.Poor.Contains(h.Id)) && (at < 0 || h.Lacks[at]))];
        ListTitle = $"{line.Title}{(poor ? "多维贫困" : "调查")}户{(at >= 0 ? $"，缺{measure.Deprivations[at].Title}" : string.Empty)}";
        Number = Paging.Page(Number, Listed.Count, Size);
        return true;
    }

    public IEnumerable<SurveyHome> PageOfList => Listed.Skip((Number - 1) * Size).Take(Size);

    public string Rows(string part, string list) => string.Create(CultureInfo.InvariantCulture, $"/statistics/multidimensional?measure={Chosen!.Key}&period={Period}&by={Uri.EscapeDataString(By ?? "户")}&part={Uri.EscapeDataString(part == "合计" ? "" : part)}&list={list}");

    public string Lacking(SurveyHome home) => string.Join("、", Chosen!.Deprivations.Where((_, at) => home.Lacks[at]).Select(d => d.Title));

    public string PeriodTitle(int period) => Span.Of(Chosen!.Households.Period, period)?.Title ?? string.Empty;

    public static string Share(double share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    /// <summary>Six digits, so that two systems can be compared.</summary>
    public static string Exact(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
