using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>Registers a signed authorisation, or that one was revoked.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class AuthorisePage(CaseDesk desk, PaperDesk papers, CurrentUser user, Clock clock, Places places) : CasePage(desk, user, clock, places)
{
    [BindProperty]
    public AuthorisationForm Input { get; set; } = new();
    [BindProperty(SupportsGet = true)]
    public Guid? Revoke { get; set; }
    [BindProperty]
    public string? Why { get; set; }

    public IReadOnlyList<SelectListItem> Members { get; private set; } = [];
    public string? Number => Case.Authorisations.Find(a => a.Id == Revoke)?.Number;
    private bool MayWrite => May(Permissions.CasesVisit) || May(Permissions.CasesAccept);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
            return NotFound();
        Input = new() { FormKey = Guid.CreateVersion7(), SignedOn = Today };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        if (!ModelState.IsValid)
            return Page();
        var refusals = await papers.AuthoriseAsync(Case, Input, ct);
        if (refusals.Count == 0)
            return Done("授权书已登记。", "authorisation");
        Say(refusals, "Input.");
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
            return NotFound();
        if (!MayWrite)
            return Forbid();
        if (await papers.RevokeAsync(Case, Revoke ?? Guid.Empty, Why, ct) is not { } refusal)
            return Done("已登记撤回，不能再据此发起比对。", "authorisation");
        Say([refusal], string.Empty);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || (Revoke is not null && Number is null))
            return false;
        Members = [.. (await papers.MembersAsync(Subject.HouseholdId, ct)).Select(m => new SelectListItem($"{m.Name}（{m.Relation}）", m.Id.ToString()))];
        return true;
    }
}
