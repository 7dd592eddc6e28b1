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
    public sealed record Line(long Code, string Name, bool Opens, IReadOnlyList<Overlap.Cell> Cells);

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
        var rows = new List<Overlap>();
        foreach (var (_, words, bit) in Overlap.Kinds.Append((string.Empty, "全部农户", 0)))
            rows.Add(await Overlap.CountAsync(counts, words, bit, Here, ct));
        Rows = rows;
        var children = places.Children(Here);
        var cells = await Overlap.ByPlaceAsync(counts, Here, [.. children.Select(c => c.Code)], ct);
        Lines = [.. children.Select((c, i) => new Line(c.Code, c.Name, c.Level != DivisionLevel.Village, cells[i]))];
        return Page();
    }
}
