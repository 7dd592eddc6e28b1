using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Registry.VillageProfiles;

/// <summary>填写行政村信息.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class EditPage(XianjieDb db, Scope scope, CurrentUser user, Places places, Clock clock) : PageModel
{
    private const int MostHouseholds = 20_000, MostMu = 1_000_000;

    public sealed class Form
    {
        public int Version { get; set; } = -1;
        public bool? PavedRoad { get; set; }
        public int? Households { get; set; }
        public decimal? FarmlandMu { get; set; }
        public decimal? ForestMu { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public string Village { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(long village, CancellationToken ct)
    {
        if (!Find(village))
            return NotFound();
        if (await ProfileAsync(village, ct) is { } kept)
            Input = new Form { Version = kept.Version, PavedRoad = kept.PavedRoad, Households = kept.Households, FarmlandMu = kept.FarmlandMu, ForestMu = kept.ForestMu };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long village, CancellationToken ct)
    {
        if (!Find(village))
            return NotFound();
        Check();
        if (!ModelState.IsValid)
            return Page();
        var kept = await ProfileAsync(village, ct);
        if (Input.Version != (kept?.Version ?? -1))
        {
            ModelState.AddModelError(string.Empty, $"{kept?.By} 刚改过这个村的信息，请打开新的页面核对后再填。");
            return Page();
        }
        db.Act = user.Acts("填写行政村信息");
        if (kept is null)
            db.Add(kept = new VillageProfile { Division = village, By = db.Act.By, At = clock.Now });
        else
            kept.Version++;
        (kept.PavedRoad, kept.Households, kept.FarmlandMu, kept.ForestMu, kept.By, kept.At) = (Input.PavedRoad, Input.Households, Input.FarmlandMu, Input.ForestMu, db.Act.By, clock.Now);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = $"{Village}已保存，村级疑点在下一次全县核对时更新。";
        return new SeeOtherResult($"/villages?area={village / 1000 * 1000}");
    }

    private void Check()
    {
        if (Input.Households is < 1 or > MostHouseholds)
            ModelState.AddModelError("Input.Households", $"总户数应为 1 到 {MostHouseholds:N0} 的整数。");
        foreach (var (field, title, value) in new[] { ("FarmlandMu", "耕地", Input.FarmlandMu), ("ForestMu", "林地", Input.ForestMu) })
        {
            if (value is < 0 or > MostMu)
                ModelState.AddModelError("Input." + field, $"{title}面积应为 0 到 {MostMu:N0} 亩。");
        }
    }

    private Task<VillageProfile?> ProfileAsync(long village, CancellationToken ct) => db.Set<VillageProfile>().SingleOrDefaultAsync(v => v.Division == village, ct);

    private bool Find(long village)
    {
        if (!scope.Covers(village) || places.Find(village) is not { Level: DivisionLevel.Village } place)
            return false;
        Village = place.Name;
        return true;
    }
}
