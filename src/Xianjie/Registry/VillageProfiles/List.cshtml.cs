using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Registry.VillageProfiles;

/// <summary>行政村信息 of an area: a county shows its townships first.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(XianjieDb db, Scope scope, CurrentUser user, Places places) : PageModel
{
    /// <param name="Filled">Villages whose profile is whole, of all.</param>
    public sealed record Row(Places.Place Place, VillageProfile? Profile, int Filled, int Villages);

    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool MayWrite => user.May(Permissions.HouseholdsWrite);
    public string Place => places.Path(Area ?? user.Area);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var here = Area ?? user.Area;
        if (!scope.Covers(here))
            return NotFound();
        var (from, below) = Scope.Range(here);
        var profiles = await db.Set<VillageProfile>().AsNoTracking().Where(v => v.Division >= from && v.Division < below).ToDictionaryAsync(v => v.Division, ct);
        var children = places.Children(here) is { Count: > 0 } inside ? inside : places.Find(here) is { Level: DivisionLevel.Village } own ? [own] : [];
        Rows = [.. children.Select(c =>
        {
            var villages = c.Level == DivisionLevel.Village ? [c] : places.Children(c.Code);
            return new Row(c, profiles.GetValueOrDefault(c.Code), villages.Count(v => profiles.TryGetValue(v.Code, out var p) && p.IsWhole), villages.Count);
        })];
        return Page();
    }
}
