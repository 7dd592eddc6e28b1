using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Cases.Papers;

[Requires(Permissions.CasesVisit)]
internal sealed class VisitPage(CaseDesk desk, PaperDesk papers, CurrentUser user, Clock clock, Places places) : CasePage(desk, user, clock, places)
{
    [BindProperty]
    public VisitForm Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        Input = new() { FormKey = Guid.CreateVersion7(), VisitedOn = Today };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var refusals = await papers.VisitAsync(Case, Input, ct);
        if (refusals.Count == 0)
            return Done("核查表已保存。", "visit");
        Say(refusals, "Input.");
        return Page();
    }
}
