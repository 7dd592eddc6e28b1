using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Statistics.Income;

/// <summary>The households behind a figure of <see cref="ShowPage"/>, poorest first.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class RowsPage(IncomeRows rows, Scope scope, CurrentUser user, Places places) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public long? Below { get; set; }
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public long Here { get; private set; }
    public int Year { get; private set; }
    public IncomeGroup Group { get; private set; } = IncomeGroup.All[0];
    public IReadOnlyList<IncomeUnit> Units { get; private set; } = [];
    public string Place(long division) => places.Path(division);

    public async Task<IActionResult> OnGetAsync(long? area, int year, string? group, CancellationToken ct)
    {
        if (!scope.Covers(Here = area ?? user.Area))
            return NotFound();
        (Year, Group) = (year, IncomeGroup.Of(group));
        var all = rows.Of(Here, Year, Group, Below);
        Total = await all.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Units = await all.Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        return Page();
    }
}
