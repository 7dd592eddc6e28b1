using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>One object: visit or check list at the door, on a phone; what was wrong, and that it was mended.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class ObjectPage(XianjieDb db, ObjectDesk desk, Places places, CurrentUser user) : PageModel
{
    public const string Fine = "没有问题", Wrong = "有问题", NotMet = "没联系上";

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public int Version { get; set; }
        public string? Result { get; set; }
        /// <summary>Items of the check list that are wrong.</summary>
        public List<string> Wrong { get; set; } = [];
        public string? Problem { get; set; }
        public List<string> Risks { get; set; } = [];
        public string? Words { get; set; }
        public string? Visitors { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    [BindProperty]
    public string? Mended { get; set; }

    public CampaignObject Thing { get; private set; } = null!;
    public Campaign Campaign { get; private set; } = null!;
    public Household? Home { get; private set; }
    /// <summary>Filled in as a survey sheet; a household that is no more has none and is settled here.</summary>
    public bool HasSheet => Campaign.Task == CampaignTask.填表 && Home is { State: HouseholdState.Active };
    public bool MayRecord => Campaign.IsOpen && Thing.DoneOn is null && user.May(Permissions.HelpWrite);
    public bool MayMend => Thing is { Problem: not null, MendedOn: null } && user.May(Permissions.HelpWrite);
    public string Place => places.Path(Thing.Division);
    public IEnumerable<SelectListItem> Results => [new(Fine, Fine), new(Wrong, Wrong), new(Thing.IsVillage ? "还没有核对" : NotMet, NotMet)];
    public IEnumerable<SelectListItem> Items => Campaign.Items.Select(i => new SelectListItem(i, i));
    public IEnumerable<SelectListItem> Risks => Traits.Risks.Select(r => new SelectListItem(r, r));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (MayRecord && HasSheet)
            return Redirect($"/surveys/{Campaign.RoundId}/fill/{Thing.HouseholdId}");
        Input = new Form { Version = Thing.Version, Visitors = user.Name };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Thing.DoneOn is not null && Thing.Visitors == Input.Visitors?.Trim())
            return new SeeOtherResult(ListOf);
        if (!MayRecord || HasSheet)
            return Forbid();
        AddFaults();
        if (!ModelState.IsValid)
            return Page();
        var wrong = Input.Wrong.Where(Campaign.Items.Contains).Append(Input.Problem?.Trim() ?? string.Empty).Where(w => w.Length > 0);
        var report = new ObjectReport(Input.FormKey, Input.Version, Input.Result != NotMet, Input.Visitors!, Input.Words, Input.Result == Wrong ? string.Join('；', wrong) : null, [.. Input.Risks.Where(Traits.Risks.Contains).Distinct()]);
        if (await desk.RecordAsync(Campaign, Thing, Home, report, ct) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        TempData["Notice"] = $"{Thing.Name} 已登记：{Input.Result}。";
        TempData["DraftDone"] = $"campaign-{id}";
        var next = Request.Form["then"] == "next" ? await db.Set<CampaignObject>().Where(o => o.CampaignId == Thing.CampaignId && o.Division == Thing.Division && o.DoneOn == null && o.Id != id).OrderBy(o => o.TriedOn != null).ThenBy(o => o.HouseholdNo).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct) : null;
        return new SeeOtherResult(next is { } other ? $"/campaigns/objects/{other}" : ListOf);
    }

    public async Task<IActionResult> OnPostMendAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!MayMend)
            return Forbid();
        if (await desk.MendAsync(Thing, Mended, ct) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        TempData["Notice"] = "整改已登记。";
        return new SeeOtherResult($"/campaigns/objects/{id}");
    }

    private string ListOf => $"/campaigns/{Thing.CampaignId}/objects?place={Thing.Division}";

    private void AddFaults()
    {
        if (Input.Result is not (Fine or Wrong or NotMet))
            ModelState.AddModelError("Input.Result", "请选择结果。");
        if (Input.Visitors?.Trim() is not { Length: >= 2 and <= 120 })
            ModelState.AddModelError("Input.Visitors", "请填写办理人姓名，多人用顿号分开。");
        if (Input.Result == Wrong && Input.Wrong.Count == 0 && Input.Problem?.Trim() is not { Length: >= 2 and <= 600 })
            ModelState.AddModelError("Input.Problem", "请写明问题（2 到 600 字）或勾选清单里有问题的项。");
        if (Input.Result == NotMet && Input.Words?.Trim() is not { Length: >= 2 })
            ModelState.AddModelError("Input.Words", "请写明下一步怎么办。");
        if (Input.Words?.Length > 600)
            ModelState.AddModelError("Input.Words", "情况最多 600 个字。");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<CampaignObject>().FirstOrDefaultAsync(o => o.Id == id, ct) is not { } thing || await Reach.Of<Campaign>(db, user).AsNoTracking().FirstOrDefaultAsync(c => c.Id == thing.CampaignId, ct) is not { } campaign)
            return false;
        (Thing, Campaign) = (thing, campaign);
        Home = thing.IsVillage ? null : await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == thing.HouseholdId, ct);
        return true;
    }
}
