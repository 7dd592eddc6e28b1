using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>Choose the village, step by step by links, without script; whoever scans a village's code skips this page.</summary>
[AllowAnonymous, PublicPage]
internal sealed class ChoosePage(XianjieDb db, Places places) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long? In { get; set; }

    public string? Here { get; private set; }
    public long? Up { get; private set; }
    public IReadOnlyList<Places.Place> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (In is { } code && places.Find(code) is { Level: DivisionLevel.County or DivisionLevel.Township } place)
        {
            (Here, Up, Choices) = (place.Name, place.Level == DivisionLevel.Township ? place.Parent : null, places.Children(code));
            return Page();
        }
        var counties = await CountiesAsync(ct);
        if (counties.Count == 1)
            (Here, Choices) = (counties[0].Name, places.Children(counties[0].Code));
        else
            Choices = counties;
        return Page();
    }

    /// <summary>The counties that use the product: those in which someone has an account.</summary>
    private async Task<IReadOnlyList<Places.Place>> CountiesAsync(CancellationToken ct)
    {
        var divisions = await db.Set<User>().AsNoTracking().Where(u => !u.Disabled && u.Division > 0).Select(u => u.Division).Distinct().ToListAsync(ct);
        return [.. divisions.Select(d => d / 1_000_000 * 1_000_000).Distinct().Order().Select(places.Find).OfType<Places.Place>().Where(p => p.Level == DivisionLevel.County)];
    }
}
