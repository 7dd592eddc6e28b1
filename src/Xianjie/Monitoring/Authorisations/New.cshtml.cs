using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>Registers a letter that a household has signed, with its scan.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class NewPage(XianjieDb db, AuthorisationDesk desk, LetterScan scans, Clock clock) : PageModel
{
    [BindProperty]
    public AuthorisationForm Input { get; set; } = new();

    public Household Household { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Members { get; private set; } = [];
    private IReadOnlyList<Person> people = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        Input = new() { FormKey = Guid.CreateVersion7(), SignedOn = clock.Today, Kind = Authorisation.Kinds[1] };
        return await LoadAsync(id, ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFile? scan, CancellationToken ct)
    {
        if (!desk.MayWrite)
            return Forbid();
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (scan is not null && await scans.RefusalAsync(id, scan, ct) is { } fault)
            ModelState.AddModelError("scan", fault);
        if (!ModelState.IsValid)
            return Page();
        if (!(await desk.RegisterAsync(id, Household.Division, Input, people, ct)).TryGet(out var letter, out var amiss))
        {
            foreach (var refusal in amiss)
                ModelState.AddModelError(refusal.Field.Length == 0 ? string.Empty : $"Input.{refusal.Field}", refusal.Words);
            return Page();
        }
        if (scan is not null && letter.ScanId is null)
            await scans.KeepAsync(letter, scan, ct);
        TempData["Notice"] = $"授权书已登记，有效至 {letter.ValidUntil:yyyy-MM-dd}。";
        return new SeeOtherResult($"/households/{id}?tab=authorisations");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.State == HouseholdState.Active, ct) is not { } home)
            return false;
        Household = home;
        people = await db.Set<Person>().AsNoTracking().Where(p => p.HouseholdId == id && p.State == PersonState.Present).OrderBy(p => p.Id).ToListAsync(ct);
        Members = [.. people.Select(m => new SelectListItem($"{m.Name}（{m.Relation}）", m.Id.ToString()))];
        return true;
    }
}
