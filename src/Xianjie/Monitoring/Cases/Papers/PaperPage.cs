using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>A page on which one paper of a case is filled in; refusals come back at their fields with what was typed.</summary>
internal abstract class PaperPage<TForm>(CaseDesk desk, CurrentUser user, Clock clock, Places places) : CasePage(desk, user, clock, places) where TForm : class, new()
{
    [BindProperty]
    public TForm Input { get; set; } = new();

    protected abstract TForm Fresh(DateOnly today);
    protected abstract Task<IReadOnlyList<Refusal>> TakeAsync(CaseFile file, TForm form, CancellationToken ct);
    /// <summary>What is said when the paper is taken, and the tab that then shows it.</summary>
    protected abstract (string Words, string Tab) Taken { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        Input = Fresh(Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var refusals = await TakeAsync(Case, Input, ct);
        if (refusals.Count == 0)
            return Done(Taken.Words, Taken.Tab);
        Say(refusals, "Input.");
        return Page();
    }
}
