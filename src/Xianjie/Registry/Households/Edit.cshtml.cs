using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;

namespace Xianjie.Registry.Households;

/// <summary>编辑户信息.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class EditPage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, RegistryFields fields, Places places, Scope scope)
    : EditingPage(book, user, checks, clock)
{
    public CatalogueForm Form { get; } = new(fields, RegistryFields.Household, "head_name", "member_count");

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is not { Household.State: HouseholdState.Active })
            return NotFound();
        Prepare(Family.Household);
        Version = Family.Household.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is null || Family.Household.State != HouseholdState.Active)
            return NotFound();
        var household = Family.Household;
        Prepare(household);
        Form.Read(Request.Form, ModelState, Clock.Today);
        if (Version != household.Version)
            return await ConflictAsync(Form.Differences(household), household.Id, household.Version, ct);
        NeedWhy();
        if (Form.Value("division") is long division && !scope.Covers(division))
            ModelState.AddModelError("f.division", "只能选择您负责地区内的村。");
        if (!ModelState.IsValid)
            return Page();
        Form.Write(household, "division");
        if (Form.Value("division") is long village)
            await Book.RelocateAsync(Family, village, ct);
        return await PassesAsync(Form.Doubts, ct) ? await SaveAsync("修改户信息", "户信息已保存。", ct) : Page();
    }

    private void Prepare(Household household)
    {
        Form.Fixed.Add("household_no");
        Form.Fill(household);
        Form.Choices["division"] = VillageChoices.Of(places, Me.Area, household.Division);
        Form.Set("division", household.Division.ToString(CultureInfo.InvariantCulture));
    }
}

internal static class VillageChoices
{
    /// <summary>Every village of the area, with its township.</summary>
    public static IReadOnlyList<(string Value, string Words)> Of(Places places, long area, long? present = null)
    {
        var villages = new List<long>();
        Collect(area);
        if (present is { } own && !villages.Contains(own))
            villages.Insert(0, own);
        return [.. villages.Select(v => (v.ToString(CultureInfo.InvariantCulture), places.Path(v)))];

        void Collect(long place)
        {
            if (places.Find(place) is { Level: DivisionLevel.Village })
                villages.Add(place);
            else
            {
                foreach (var child in places.Children(place))
                    Collect(child.Code);
            }
        }
    }
}
