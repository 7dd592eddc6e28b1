using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Registry.Counts;

namespace Xianjie.Monitoring.LowIncome;

/// <summary>Both ways at once: who is supported and not monitored, and who is monitored and not supported, by place.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(HouseholdCounts counts, CurrentUser user, Scope scope, Places places) : PageModel
{
    public sealed record Line(long Code, string Name, bool Opens, IReadOnlyList<Overlap> Kinds);

    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    public long Here { get; private set; }
    public IReadOnlyList<Overlap> Rows { get; private set; } = [];
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public string Place => places.Path(Here);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Here = Area ?? user.Area;
        if (!scope.Covers(Here))
            return NotFound();
        Rows = [.. await KindsAsync(Here, ct), await Overlap.CountAsync(counts, "全部农户", 0, Here, ct)];
        var lines = new List<Line>();
        foreach (var child in places.Children(Here))
            lines.Add(new Line(child.Code, child.Name, child.Level != DivisionLevel.Village, await KindsAsync(child.Code, ct)));
        Lines = lines;
        return Page();
    }

    private async Task<List<Overlap>> KindsAsync(long area, CancellationToken ct)
    {
        var kinds = new List<Overlap>();
        foreach (var (_, words, bit) in Overlap.Kinds)
            kinds.Add(await Overlap.CountAsync(counts, words, bit, area, ct));
        return kinds;
    }
}
