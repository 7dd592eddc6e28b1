using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>One letter: its scan, and its withdrawal, which counts at once.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ShowPage(XianjieDb db, AuthorisationDesk desk, LetterScan scans, Places places, Clock clock) : PageModel
{
    [BindProperty]
    public string? Why { get; set; }

    public Authorisation Letter { get; private set; } = null!;
    public string Head { get; private set; } = string.Empty;
    public string Place => places.Path(Letter.Division);
    public DateOnly Today => clock.Today;
    public bool MayWrite => desk.MayWrite;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostScanAsync(Guid id, IFormFile? scan, CancellationToken ct)
    {
        if (!MayWrite)
            return Forbid();
        if (!await LoadAsync(id, ct))
            return NotFound();
        if ((Letter.ScanId is not null ? "已有扫描件，不能替换。" : await scans.RefusalAsync(Letter.HouseholdId, scan, ct)) is { } fault)
        {
            ModelState.AddModelError("scan", fault);
            return Page();
        }
        await scans.KeepAsync(Letter, scan!, ct);
        return Done("扫描件已上传。");
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken ct)
    {
        if (!MayWrite)
            return Forbid();
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (await desk.RevokeAsync(Letter, Why, ct) is not { } refusal)
            return Done("已登记撤回，从现在起不再据此比对。");
        ModelState.AddModelError(refusal.Field, refusal.Words);
        return Page();
    }

    private SeeOtherResult Done(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/authorisations/{Letter.Id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Authorisation>().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } letter)
            return false;
        Letter = letter;
        Head = await db.Set<Household>().Where(h => h.Id == letter.HouseholdId).Select(h => h.HeadName + "（" + h.HouseholdNo + "）").SingleOrDefaultAsync(ct) ?? string.Empty;
        return true;
    }
}
