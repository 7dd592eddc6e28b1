using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Quality;

/// <summary>Doubts by township or village, and how they came and went month by month. About places, never about persons.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class VillagesPage(XianjieDb db, CurrentUser user, Scope scope, Places places, Clock clock) : PageModel
{
    public sealed record Line(long Code, string Name, bool Opens, int Todo, int Errors, int Waiting, int Resting, int Doubtful, int Households)
    {
        public string Clean => Households == 0 ? "—" : $"{100m * (Households - Doubtful) / Households:0.0}%";
    }

    /// <param name="Left">Not closed at the end of the month.</param>
    public sealed record MonthLine(int Month, int Found, int Closed, int Left);

    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    public long Here { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<MonthLine> Months { get; private set; } = [];
    /// <summary>Doubts left at the end of each month, by place.</summary>
    public IReadOnlyList<(long Code, string Name, IReadOnlyList<int> Left)> Trends { get; private set; } = [];
    public string Place => places.Path(Here);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Here = Area ?? user.Area;
        if (!scope.Covers(Here))
            return NotFound();
        var children = places.Children(Here) is { Count: > 0 } below ? below : places.Find(Here) is { } own ? [own] : [];
        var (from, to) = Scope.Range(Here);
        var states = await db.Set<QualityDoubt>().Where(d => d.OpenKey != null && d.Division >= from && d.Division < to).GroupBy(d => new { d.Division, d.State, d.Severity }).Select(g => new { g.Key.Division, g.Key.State, g.Key.Severity, Count = g.Count() }).ToListAsync(ct);
        var doubtful = await db.Set<QualityDoubt>().Where(d => d.State == DoubtState.待处理 && d.Severity != "I" && d.Division >= from && d.Division < to).GroupBy(d => d.Division).Select(g => new { g.Key, Count = g.Select(d => d.HouseholdId).Distinct().Count() }).ToListAsync(ct);
        var homes = await db.Set<Household>().Where(h => h.State == HouseholdState.Active && h.Division >= from && h.Division < to).GroupBy(h => h.Division).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Lines = [.. children.Select(c =>
        {
            var own = states.Where(s => In(c.Code, s.Division)).ToList();
            return new Line(c.Code, c.Name, c.Level != DivisionLevel.Village, own.Where(s => s.State == DoubtState.待处理).Sum(s => s.Count), own.Where(s => s.State == DoubtState.待处理 && s.Severity == "E").Sum(s => s.Count),
                own.Where(s => s.State is DoubtState.待认可 or DoubtState.待批豁免).Sum(s => s.Count), own.Where(s => s.State is DoubtState.已认可 or DoubtState.已豁免).Sum(s => s.Count),
                doubtful.Where(d => In(c.Code, d.Key)).Sum(d => d.Count), homes.Where(h => In(c.Code, h.Key)).Sum(h => h.Count));
        })];
        await TrendAsync(children, from, to, ct);
        return Page();
    }

    private async Task TrendAsync(IReadOnlyList<Places.Place> children, long from, long to, CancellationToken ct)
    {
        var rows = await db.Set<QualityDoubt>().Where(d => d.Division >= from && d.Division < to).GroupBy(d => new { d.Division, d.FoundMonth, d.ClosedMonth }).Select(g => new { g.Key.Division, g.Key.FoundMonth, g.Key.ClosedMonth, Count = g.Count() }).ToListAsync(ct);
        var months = Enumerable.Range(0, 12).Select(i => clock.Today.AddMonths(i - 11)).Select(d => (d.Year * 100) + d.Month).SkipWhile(m => rows.TrueForAll(r => r.FoundMonth > m)).ToList();
        Months = [.. months.Select(m => new MonthLine(m, rows.Where(r => r.FoundMonth == m).Sum(r => r.Count), rows.Where(r => r.ClosedMonth == m).Sum(r => r.Count), rows.Where(r => r.FoundMonth <= m && (r.ClosedMonth is null || r.ClosedMonth > m)).Sum(r => r.Count)))];
        Trends = [.. children.Select(c => (c.Code, c.Name, (IReadOnlyList<int>)[.. months.Select(m => rows.Where(r => In(c.Code, r.Division) && r.FoundMonth <= m && (r.ClosedMonth is null || r.ClosedMonth > m)).Sum(r => r.Count))]))];
    }

    private static bool In(long area, long division)
    {
        var (from, below) = Scope.Range(area);
        return division >= from && division < below;
    }
}
