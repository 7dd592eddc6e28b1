using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;

namespace Xianjie.Registry.Search;

/// <summary>The search of the top bar.</summary>
[Requires(Permissions.HouseholdsRead), ByFieldClass]
internal sealed class SearchPage(PeopleFinder finder, Places places) : PageModel
{
    public string Text { get; private set; } = string.Empty;
    public IReadOnlyList<FoundPerson> People { get; private set; } = [];
    public IReadOnlyList<FoundHousehold> Households { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? q, CancellationToken ct)
    {
        Text = (q ?? string.Empty).Trim();
        if (Text.Length is 0 or > 40)
            return Page();
        (People, Households) = await finder.FindAsync(Text, ct);
        var all = People.Select(p => p.Household).Concat(Households.Select(h => h.Id)).Distinct().ToList();
        // One hit by an exact number needs no list.
        return all.Count == 1 && Text.Any(char.IsAsciiDigit) ? new Platform.Web.SeeOtherResult($"/households/{all[0]}") : Page();
    }

    public string Place(long division) => places.Path(division);
}
