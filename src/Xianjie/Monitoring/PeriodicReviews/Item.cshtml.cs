using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>One household under review: the result, within a minute on a phone; then what is proposed and what came of it.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ItemPage(XianjieDb db, ReviewDesk desk, AdjustmentDesk adjustments, Places places, CurrentUser user, Clock clock) : PageModel
{
    public const string NotMet = "没联系上";

    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public int Version { get; set; }
        public string? Result { get; set; }
        public DateOnly? On { get; set; }
        public string? Visitors { get; set; }
        public string? Words { get; set; }
        public List<string> Risks { get; set; } = [];
        public Adjustment? Proposal { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    [BindProperty]
    public string? Reason { get; set; }

    public ReviewItem Item { get; private set; } = null!;
    public ReviewRun Run { get; private set; } = null!;
    public Household? Home { get; private set; }
    public bool MayRecord => Item.DoneOn is null && user.May(Permissions.HelpWrite);
    public bool MaySettle => Item.ProposalState == AdjustmentState.待处理 && adjustments.May && Home is not null;
    public bool MayEdit => Home is { State: HouseholdState.Active } && user.May(Permissions.HouseholdsWrite);
    public string Place => places.Path(Item.Division);
    public IEnumerable<SelectListItem> Results => [new("无变化", "无变化"), new("有变化（要更正信息）", "有变化"), new("新增风险（自动转线索）", "新增风险"), new("没联系上", NotMet)];
    public IEnumerable<SelectListItem> Risks => Traits.Risks.Select(r => new SelectListItem(r, r));
    public IEnumerable<SelectListItem> Proposals => ReviewDesk.ProposalsFor(Home?.RiskState ?? Item.RiskState).Select(p => new SelectListItem(p.ToString(), p.ToString())).Prepend(new("不需要调整", string.Empty));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        Input = new Form { Version = Item.Version, On = clock.Today, Visitors = user.Name };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!user.May(Permissions.HelpWrite))
            return Forbid();
        var met = Enum.TryParse<ReviewResult>(Input.Result, out var result);
        if (!met && Input.Result != NotMet)
            ModelState.AddModelError("Input.Result", "请选择结果。");
        if (Input.Visitors?.Trim() is not { Length: >= 2 and <= 120 })
            ModelState.AddModelError("Input.Visitors", "请填写核查人姓名，多人用顿号分开。");
        if (!ModelState.IsValid)
            return Page();
        var report = new ReviewReport(Input.FormKey, Input.Version, Input.On ?? clock.Today, met ? result : null, Input.Visitors!, Input.Words, [.. Input.Risks.Where(Traits.Risks.Contains).Distinct()], met ? Input.Proposal : null);
        return Refused(await desk.RecordAsync(Item, Home, report, ct)) ? Page() : await NextAsync(met, result, ct);
    }

    public async Task<IActionResult> OnPostTakeAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!MaySettle)
            return Forbid();
        if ((await adjustments.TakeAsync(Item, Home!, ct)).TryGet(out var link, out var refusal))
        {
            TempData["Notice"] = $"已采纳：{Item.ProposalOutcome}。";
            return new SeeOtherResult(link);
        }
        Refused(refusal);
        return Page();
    }

    public async Task<IActionResult> OnPostDeclineAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (!MaySettle)
            return Forbid();
        if (Refused(await adjustments.DeclineAsync(Item, Reason, ct)))
            return Page();
        TempData["Notice"] = "已登记不采纳。";
        return new SeeOtherResult($"/periodic/items/{id}");
    }

    private async Task<IActionResult> NextAsync(bool met, ReviewResult result, CancellationToken ct)
    {
        TempData["Notice"] = $"{Item.HeadName}：{(met ? result.ToString() : "没联系上，留在名单里")}，已登记{(result == ReviewResult.新增风险 && met ? "并转为线索" : "")}。";
        TempData["DraftDone"] = $"periodic-{Item.Id}";
        var list = $"/periodic/items?run={Item.RunId}&place={Item.Division}";
        if (met && result == ReviewResult.有变化 && MayEdit)
            return new SeeOtherResult($"/periodic/items/{Item.Id}");
        var next = Request.Form["then"] == "next" ? await db.Set<ReviewItem>().Where(i => i.RunId == Item.RunId && i.Division == Item.Division && i.DoneOn == null && i.Id != Item.Id).OrderBy(i => i.TriedOn != null).ThenBy(i => i.HouseholdNo).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(ct) : null;
        return new SeeOtherResult(next is { } id ? $"/periodic/items/{id}" : list);
    }

    private bool Refused(Refusal? refusal)
    {
        if (refusal is not null)
            ModelState.AddModelError(refusal.Field, refusal.Words);
        return refusal is not null;
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<ReviewItem>().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } item || await Reach.Of<ReviewRun>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == item.RunId, ct) is not { } run)
            return false;
        (Item, Run) = (item, run);
        Home = await db.Set<Household>().FirstOrDefaultAsync(h => h.Id == item.HouseholdId, ct);
        return true;
    }
}
