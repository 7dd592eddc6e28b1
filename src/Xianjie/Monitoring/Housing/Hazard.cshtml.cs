using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>One hazard: what is to be done by when, the report that it is mended with its proof, and the acceptance by a second person.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class HazardPage(XianjieDb db, HouseDesk desk, HouseholdPhotos photos, Places places, CurrentUser user, Clock clock) : PageModel
{
    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    public HouseHazard Hazard { get; private set; } = null!;
    public IReadOnlyList<Attachment> Files { get; private set; } = [];
    public IReadOnlyList<Change> History { get; private set; } = [];
    public string Place => places.Path(Hazard.Division);
    public DateOnly Today => clock.Today;
    public bool IsLate => Hazard.State == HazardState.整改中 && Hazard.Due < clock.Today;
    public bool MayMend => user.May(Permissions.CasesVisit) && Hazard.State == HazardState.整改中;
    public bool MayJudge => user.May(Permissions.CasesAccept) && Hazard.State == HazardState.待验收 && user.Acts(string.Empty).By != Hazard.MendedBy;
    public IEnumerable<SelectListItem> Safe => ((string[])["A级", "B级"]).Select(g => new SelectListItem(g, g));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostMendAsync(Guid id, int version, DateOnly? on, string? words, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.CasesVisit))
            return Forbid();
        if (Hazard.Version != version || Hazard.State != HazardState.整改中)
            return StatusCode(StatusCodes.Status409Conflict);
        if (on is not { } day || day > clock.Today || day < Hazard.FoundOn)
            ModelState.AddModelError("on", "请填写整改完成日期，不早于发现日期，不晚于今天。");
        if (string.IsNullOrWhiteSpace(words) || words.Length > 400)
            ModelState.AddModelError("words", "请写明怎么整改的，最多 400 个字。");
        if (Photos.Count == 0)
            ModelState.AddModelError(nameof(Photos), "请附整改后的照片作为销号凭证。");
        else if (await photos.RefusalAsync(Hazard.HouseholdId, Photos, ct) is { } fault)
            ModelState.AddModelError(nameof(Photos), fault);
        if (!ModelState.IsValid)
            return Page();
        await desk.MendAsync(Hazard, on!.Value, words!.Trim(), ct);
        await photos.KeepAsync(Hazard.HouseholdId, Hazard.Division, Photos, $"整改照片 {on:yyyy-MM-dd}", Hazard.Id, ct, more: true);
        return Done("已报整改完成，等另一人验收。");
    }

    public async Task<IActionResult> OnPostJudgeAsync(Guid id, int version, bool accepted, string? words, string? grade, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.CasesAccept))
            return Forbid();
        if (Hazard.Version != version || Hazard.State != HazardState.待验收)
            return StatusCode(StatusCodes.Status409Conflict);
        if (string.IsNullOrWhiteSpace(words) || words.Length > 400)
            ModelState.AddModelError("judged", "请写明验收看到的情况，最多 400 个字。");
        else if (await desk.JudgeAsync(Hazard, accepted, words.Trim(), grade, ct) is { } refusal)
            ModelState.AddModelError("judged", refusal);
        return ModelState.IsValid ? Done(accepted ? "已销号，住房等级和住房安全证明已更新。" : "已退回继续整改。") : Page();
    }

    private SeeOtherResult Done(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/housing/hazards/{Hazard.Id}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<HouseHazard>().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } hazard)
            return false;
        Hazard = hazard;
        Files = await db.Set<Attachment>().AsNoTracking().Where(a => a.HouseholdId == hazard.HouseholdId && (a.Subject == hazard.Id || a.Subject == hazard.FindingId)).OrderBy(a => a.At).ToListAsync(ct);
        History = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == id).OrderByDescending(c => c.At).Take(50).ToListAsync(ct);
        return true;
    }
}
