using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Visits;

/// <summary>登记走访, short enough for a phone at the door.</summary>
[Requires(Permissions.HelpWrite), Captured]
internal sealed class NewPage(XianjieDb db, VisitDesk desk, HouseholdPhotos photos, ParametersInForce inForce, CurrentUser user, Clock clock) : PageModel
{
    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        [Required(ErrorMessage = "请填写走访日期。")]
        public DateOnly? VisitedOn { get; set; }
        [Required(ErrorMessage = "请选择走访结果。")]
        public VisitResult? Result { get; set; }
        [Required(ErrorMessage = "请填写走访人姓名。"), StringLength(120, ErrorMessage = "走访人最多 120 个字。")]
        public string Visitors { get; set; } = string.Empty;
        [Required(ErrorMessage = "请写明走访情况。"), StringLength(1000, ErrorMessage = "情况最多 1000 个字。")]
        public string Findings { get; set; } = string.Empty;
        public string? School { get; set; }
        public string? Medical { get; set; }
        public string? House { get; set; }
        public string? Water { get; set; }
        public List<string> NewRisks { get; set; } = [];
        [StringLength(400, ErrorMessage = "下一步最多 400 个字。")]
        public string? NextStep { get; set; }
        public DateOnly? NextOn { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    public Household Home { get; private set; } = null!;
    public DateOnly? Due { get; private set; }
    public IEnumerable<SelectListItem> Results => Enum.GetNames<VisitResult>().Select(r => new SelectListItem(r, r));
    public IEnumerable<SelectListItem> Answers => [new("未查看", string.Empty), new("没有问题", "否"), new("有问题", "是")];
    public IEnumerable<SelectListItem> Risks => Traits.Risks.Select(r => new SelectListItem(r, r));

    public async Task<IActionResult> OnGetAsync(Guid household, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct))
            return NotFound();
        Input = new Form { VisitedOn = clock.Today, Visitors = user.Name };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid household, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct))
            return NotFound();
        var risks = Input.NewRisks.Where(Traits.Risks.Contains).Distinct().ToList();
        if (await photos.RefusalAsync(household, Photos, ct) is { } fault)
            ModelState.AddModelError(nameof(Photos), fault);
        if (!ModelState.IsValid)
            return Page();
        var report = new VisitReport(Input.FormKey, Input.VisitedOn!.Value, Input.Result!.Value, Input.Visitors, Input.Findings, Answer(Input.School), Answer(Input.Medical),
            Answer(Input.House), Answer(Input.Water), risks, Input.NextStep, Input.NextOn);
        if (await desk.RecordAsync(Home, report, ct) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        var visit = await db.Set<HelpVisit>().Where(v => v.FormKey == Input.FormKey).Select(v => v.Id).SingleAsync(ct);
        await photos.KeepAsync(household, Home.Division, Photos, $"走访照片 {Input.VisitedOn:yyyy-MM-dd}", visit, ct);
        TempData["DraftDone"] = $"visit-{household}";
        TempData["Notice"] = risks.Count == 0 ? "走访已登记。" : $"走访已登记，新发现的风险（{string.Join('、', risks)}）已转为线索。";
        return new SeeOtherResult($"/help/{household}");
    }

    private async Task<bool> LoadAsync(Guid household, CancellationToken ct)
    {
        if (await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == household && h.State == HouseholdState.Active, ct) is not { } home)
            return false;
        Home = home;
        var last = await db.Set<HelpVisit>().Where(v => v.HouseholdId == household && v.Result != VisitResult.无法联系).MaxAsync(v => (DateOnly?)v.VisitedOn, ct);
        Due = Overdue.NextDue(home, last, await inForce.LoadAsync(ct));
        return true;
    }

    private static bool? Answer(string? text) => text switch { "是" => true, "否" => false, _ => null };
}
