using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Cases;

[Requires(Permissions.CasesRead)]
internal sealed class NewPage(XianjieDb db, CaseDesk desk, CurrentUser user, Clock clock, Places places) : PageModel
{
    private const int MostFound = 30;

    internal sealed record Form
    {
        public Guid FormKey { get; init; } = Guid.CreateVersion7();
        public string? Channel { get; init; }
        public string? Applicant { get; init; }
        public string? Proxy { get; init; }
        public string? Problem { get; init; }
        public DateOnly? DiscoveredOn { get; init; }
        public string? Emergency { get; init; }
    }

    [BindProperty(SupportsGet = true)]
    public Guid? Household { get; set; }
    [BindProperty(SupportsGet = true)]
    public Guid? Clue { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }
    [BindProperty]
    public Form Input { get; set; } = new();

    public Household? Home { get; private set; }
    public Clue? From { get; private set; }
    public IReadOnlyList<Household> Found { get; private set; } = [];
    public string PlaceOf(Household home) => places.Path(home.Division);
    private bool May => user.May(Permissions.CasesVisit) || user.May(Permissions.CasesAccept);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
            return NotFound();
        Input = new()
        {
            Channel = From is null ? null : ClueChannels.In(From.Channels)[0].ToString(), Applicant = Home?.HeadName, DiscoveredOn = From?.FoundOn ?? clock.Today, Problem = From is null ? null : $"{From.Department}：{From.Title}",
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!May)
            return Forbid();
        if (!await FindAsync(ct))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();
        var form = new CaseOpening(Input.FormKey, Household ?? Guid.Empty, Clue, Input.Channel, Input.Applicant, Input.Proxy, Input.Problem, Input.DiscoveredOn, Input.Emergency);
        if ((await desk.OpenAsync(form, ct)).TryGet(out var opened, out var refusal))
        {
            TempData["Notice"] = "已发起认定，转乡镇受理。";
            TempData["DraftDone"] = $"case-{Household}";
            return new SeeOtherResult($"/cases/{opened.Id}");
        }
        ModelState.AddModelError(refusal.Field is "" or "Household" ? string.Empty : "Input." + refusal.Field, refusal.Words);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (Clue is { } clue)
        {
            From = await db.Set<Clue>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == clue, ct);
            if (From is null)
                return false;
            Household ??= From.HouseholdId;
        }
        if (Household is { } id)
        {
            Home = await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct);
            return Home is not null;
        }
        if (Q?.Trim() is { Length: > 0 } words)
            Found = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.HouseholdNo == words || h.HeadName == words)).OrderBy(h => h.HouseholdNo).Take(MostFound).ToListAsync(ct);
        return true;
    }
}
