using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases;

/// <summary>A page about one case: loads it (404 outside the user's area), and says refusals at their fields.</summary>
internal abstract class CasePage(CaseDesk desk, CurrentUser user, Clock clock, Places places) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    protected CaseDesk Desk { get; } = desk;
    public CaseFile Case { get; private set; } = null!;
    public Deadlines Terms { get; private set; } = null!;
    public IdentificationCase Subject => Case.Subject;
    public DateOnly Today => clock.Today;
    public string Place => places.Path(Subject.Division);
    public bool May(string permission) => user.May(permission);
    public IReadOnlyList<Crumb> Crumbs => [new("认定", "/cases"), new(Subject.HeadName, $"/cases/{Subject.Id}")];

    public static List<SelectListItem> Categories => Choice(ObjectTypes.Categories);
    public static List<SelectListItem> Risks => Choice(Traits.Risks);

    protected async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await Desk.LoadAsync(Id, ct) is not { } file)
            return false;
        (Case, Terms) = (file, await Desk.DeadlinesAsync(file.Subject.Division, ct));
        return true;
    }

    public static List<SelectListItem> Choice(IEnumerable<string> values, string? none = null) =>
        [.. (none is null ? [] : new[] { new SelectListItem(none, string.Empty) }).Concat(values.Select(v => new SelectListItem(v, v)))];

    protected void Say(IEnumerable<Refusal> refusals, string prefix)
    {
        foreach (var refusal in refusals)
            ModelState.AddModelError(refusal.Field.Length == 0 ? string.Empty : prefix + refusal.Field, refusal.Words);
    }

    protected SeeOtherResult Done(string words, string? tab = null)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/cases/{Id}{(tab is null ? "" : "?tab=" + tab)}");
    }
}
