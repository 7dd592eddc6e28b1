using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Registry.Households;

/// <summary>农户名册.</summary>
[Requires(Permissions.HouseholdsRead), ByFieldClass]
internal sealed class ListPage(HouseholdPages pages, CurrentUser user, Scope scope, Places places, Catalogue catalogue, RegistryFields fields, Seal seal) : PageModel
{
    public HouseholdQuery Query { get; private set; } = new();
    public HouseholdSlice Slice { get; private set; } = new([], default, 1, 20, null);
    public IReadOnlySet<string> Shown { get; private set; } = new HashSet<string>();
    public CurrentUser Me => user;
    public IReadOnlyList<string> Types => catalogue.Codes["户类型"].Values;
    public IReadOnlyList<string> States => catalogue.Codes["户属性"].Values;
    public IReadOnlyList<string> Risks => catalogue.Codes["风险"].Values;
    public IReadOnlyList<string> Labels => catalogue.Codes["标签"].Values;
    public bool SeesHealth => user.Sees(ColumnClass.Sensitive);
    public bool HasMore => Query is not { Risk: null, Group: null, Tag: null, No: null, Marks: 0, Archived: false };

    /// <summary>Places below the user's area: townships, and the villages of the chosen one.</summary>
    public IEnumerable<(long Code, string Name, int Depth)> Areas()
    {
        foreach (var child in places.Children(user.Area))
        {
            yield return (child.Code, child.Name, 0);
            var (from, below) = Scope.Range(child.Code);
            if (Query.Area is not { } area || area < from || area >= below)
                continue;
            foreach (var village in places.Children(child.Code))
                yield return (village.Code, village.Name, 1);
        }
    }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "p")] int? number, int? size, string? after, CancellationToken ct)
    {
        Query = HouseholdQuery.From(Request.Query);
        if (!SeesHealth) // or the count of a mark would tell whose it is
            Query = Query with { Marks = Query.Marks & ~Counts.Traits.Health };
        if (Query.Area is { } area && !scope.Covers(area))
            return NotFound();
        var chosen = Request.Query["cols"].OfType<string>().ToHashSet();
        Shown = chosen.Count > 0 ? chosen : [.. HouseholdColumn.All.Where(c => c.ByDefault).Select(c => c.Key)];
        Slice = await pages.ReadAsync(Query, Math.Max(1, number ?? 1), size is 10 or 50 or 100 ? size.Value : 20, after, ct);
        return Page();
    }

    /// <summary>The place as far as it is not clear from the user's area.</summary>
    public string Village(HouseholdRow row) => places.Path(row.Division, places.Find(user.Area)?.Level is DivisionLevel.Township or DivisionLevel.Village ? DivisionLevel.Township : DivisionLevel.County);

    public string Phone(HouseholdRow row) => row.PhoneSealed is null ? string.Empty : fields.Of(RegistryFields.Household, "phone").Format(seal.Open(row.PhoneSealed, Sealed.Phone));
}
