using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Statistics.Inequality;

namespace Xianjie.Statistics.Income;

/// <summary>收入分配统计: poverty and inequality of an area and year, by place, each count opening to its households.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(IncomeRows rows, ParametersInForce parameters, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    private const int Points = 20;

    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Group { get; set; }

    public long Here { get; private set; }
    public IReadOnlyList<int> Years { get; private set; } = [];
    public IncomeGroup Chosen { get; private set; } = IncomeGroup.All[0];
    public IncomeStatistics? All { get; private set; }
    public IReadOnlyList<(Places.Place Place, IncomeStatistics Figures)> Parts { get; private set; } = [];
    public IReadOnlyList<(double People, double Total)> Lorenz { get; private set; } = [];
    public IReadOnlyList<Places.Place> Areas => places.Children(user.Area);
    public string Place => places.Path(Here);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!scope.Covers(Here = Area ?? user.Area))
            return NotFound();
        Chosen = IncomeGroup.Of(Group);
        Years = await rows.YearsAsync(user.Area, ct);
        Year = Years.Contains(Year ?? 0) ? Year : Years.Count > 0 ? Years[0] : clock.Today.Year - 1;
        var line = (await parameters.LoadAsync(ct)).Fen("监测范围", Here, new DateOnly(Year!.Value, 12, 31));
        var wide = await rows.Of(user.Area, Year.Value, IncomeGroup.All[0]).ToListAsync(ct);
        // One line for all parts and groups: 60 % of the median of the whole area of the account
        var risk = IncomeStatistics.Threshold(wide);
        var units = Chosen == IncomeGroup.All[0] && Here == user.Area ? wide : await rows.Of(Here, Year.Value, Chosen).ToListAsync(ct);
        All = IncomeStatistics.Of(units, line, risk);
        if (All is null)
            return Page();
        Lorenz = new Distribution(units.Select(u => new Weighted(u.PerHead, u.People))).Lorenz(Points);
        Parts = [.. places.Children(Here).Select(p => (p, IncomeStatistics.Of([.. units.Where(u => In(u, p.Code))], line, risk))).Where(p => p.Item2 is not null).Select(p => (p.p, p.Item2!))];
        return Page();
    }

    private static bool In(IncomeUnit unit, long area)
    {
        var (from, below) = Scope.Range(area);
        return unit.Division >= from && unit.Division < below;
    }

    public string Rows(long area, long? below) => string.Create(CultureInfo.InvariantCulture, $"/statistics/income/rows?area={area}&year={Year}&group={Chosen.Key}") + (below is { } b ? "&below=" + b : "");

    public static string Percent(double? share) => share is { } s ? (s * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%" : "—";

    public static string Number(double? value) => value is { } v ? v.ToString("0.000", CultureInfo.InvariantCulture) : "—";

    public static string Yuan(double fen) => (fen / 100).ToString("N0", CultureInfo.InvariantCulture);
}
