using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Registry.VillageProfiles;

/// <summary>行政村信息 of an area: a county shows its townships first.</summary>
[Requires(Permissions.HouseholdsRead), ByFieldClass]
internal sealed class ListPage(XianjieDb db, Scope scope, CurrentUser user, Places places) : PageModel
{
    /// <param name="Profile">Of a village; null where nothing was filled in, and for a township.</param>
    /// <param name="Filled">Villages whose profile is whole, of all.</param>
    public sealed record Row(Places.Place Place, VillageProfile? Profile, int Filled, int Villages, decimal? Households, decimal? FarmlandMu, decimal? ForestMu);

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
            var said = villages.Select(v => profiles.GetValueOrDefault(v.Code)).OfType<VillageProfile>().ToList();
            return new Row(c, profiles.GetValueOrDefault(c.Code), said.Count(p => p.IsWhole), villages.Count, Sum(said, p => p.Households), Sum(said, p => p.FarmlandMu), Sum(said, p => p.ForestMu));
        })];
        return Page();
    }

    /// <summary>What is known, added up; null where nothing is.</summary>
    private static decimal? Sum(List<VillageProfile> villages, Func<VillageProfile, decimal?> value) => villages.TrueForAll(v => value(v) is null) ? null : villages.Sum(value);
}
