using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Cases.Papers;

[Requires(Permissions.HelpWrite)]
internal sealed class HelpPage(CaseDesk desk, PaperDesk papers, CurrentUser user, Clock clock, Places places) : CasePage(desk, user, clock, places)
{
    [BindProperty]
    public HelpForm Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        Input = new() { FormKey = Guid.CreateVersion7(), GivenOn = Today };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var refusals = await papers.HelpAsync(Case, Input, ct);
        if (refusals.Count == 0)
            return Done("帮扶已登记，认定程序请按期补齐。", "sheet");
        Say(refusals, "Input.");
        return Page();
    }
}
