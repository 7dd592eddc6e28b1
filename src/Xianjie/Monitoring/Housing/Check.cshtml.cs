using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

/// <summary>登记住房: grade, hazards and what is to be done, at the door, with or without a network.</summary>
[Requires(Permissions.HouseholdsRead), Captured]
internal sealed class CheckPage(XianjieDb db, HouseDesk desk, HouseholdPhotos photos, Places places, CurrentUser user, Clock clock) : PageModel
{
    public sealed class Form
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public DateOnly? InspectedOn { get; set; }
        [StringLength(200, ErrorMessage = "巡查人最多 200 个字。")]
        public string? Inspectors { get; set; }
        public string? Grade { get; set; }
        public List<string> Seen { get; set; } = [];
        public IReadOnlyList<string> Hazards => [.. Seen.Where(HouseFinding.Hazards.Contains).Distinct()];
        public bool SelfBuilt { get; set; }
        public bool ForTrade { get; set; }
        [StringLength(500, ErrorMessage = "说明最多 500 个字。")]
        public string? Note { get; set; }
        public string? Measure { get; set; }
        [StringLength(60, ErrorMessage = "责任人最多 60 个字。")]
        public string? Responsible { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    public HouseRound Round { get; private set; } = null!;
    public Household Home { get; private set; } = null!;
    public HouseFinding? Finding { get; private set; }
    public HouseHazard? Hazard { get; private set; }
    public string? Before { get; private set; }
    public string Place => places.Path(Home.Division);
    public bool MayFill => user.May(Permissions.CasesVisit) && Round.IsOpen && Finding is null;
    public IEnumerable<SelectListItem> Grades => HouseFinding.Grades.Select(g => new SelectListItem(g switch { "A级" => "A级：安全", "B级" => "B级：基本安全", "C级" => "C级：局部危险", "D级" => "D级：整体危险", _ => g }, g));
    public IEnumerable<SelectListItem> Hazards => HouseFinding.Hazards.Select(h => new SelectListItem(h, h));
    public IEnumerable<SelectListItem> Measures => HouseHazard.Measures.Select(m => new SelectListItem(m, m)).Prepend(new("没有隐患，不填", string.Empty));

    public async Task<IActionResult> OnGetAsync(Guid id, Guid household, CancellationToken ct)
    {
        if (!await FindAsync(id, household, ct))
            return NotFound();
        Input = new Form { InspectedOn = clock.Today, Inspectors = user.Name };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid household, CancellationToken ct)
    {
        if (!await FindAsync(id, household, ct))
            return NotFound();
        if (!user.May(Permissions.CasesVisit) || !Round.IsOpen)
            return Forbid();
        foreach (var (field, words) in Faults())
            ModelState.AddModelError($"Input.{field}", words);
        if (await photos.RefusalAsync(household, Photos, ct) is { } fault)
            ModelState.AddModelError(nameof(Photos), fault);
        if (!ModelState.IsValid)
            return Page();
        var report = new HouseReport(Input.FormKey, Input.InspectedOn!.Value, Input.Inspectors!.Trim(), Input.Grade!, Input.Hazards, Input.SelfBuilt, Input.ForTrade, Input.Note?.Trim(), Input.Measure, Input.Responsible?.Trim());
        var answer = await desk.RecordAsync(Round, Home, report, ct);
        if (answer == HouseAnswer.ByOthers)
        {
            HttpContext.Features.Set(Met(report));
            ModelState.AddModelError(string.Empty, $"这户本批已由 {Finding!.By} 登记（{Finding.Grade}）。等级有变化的，请在下一批或隐患验收时登记。");
            return Page();
        }
        if (answer == HouseAnswer.Recorded)
            await photos.KeepAsync(household, Home.Division, Photos, $"住房照片 {report.InspectedOn:yyyy-MM-dd}", await db.Set<HouseFinding>().Where(f => f.FormKey == report.FormKey).Select(f => f.Id).SingleAsync(ct), ct);
        TempData["Notice"] = $"{Home.HeadName} 的住房已登记为 {report.Grade}{(report.Grade is "C级" or "D级" ? "，已转线索并列入整改" : report.Seen.Count > 0 ? "，隐患已列入整改" : "")}。";
        TempData["DraftDone"] = $"house-{id}-{household}";
        return new SeeOtherResult($"/housing/{id}/list?village={Home.Division}");
    }

    private CaptureConflict Met(HouseReport mine) => new($"这户本批已由 {Finding!.By} 登记，您填的没有登记。等级有变化的，请在下一批或隐患验收时登记。",
    [
        new("住房等级", mine.Grade, Finding.Grade), new("隐患", string.Join('、', mine.Seen), Finding.Seen.Replace(';', '、')), new("日期", $"{mine.InspectedOn:yyyy-MM-dd}", $"{Finding.InspectedOn:yyyy-MM-dd}"), new("巡查人", mine.Inspectors, Finding.Inspectors),
    ], null);

    private IEnumerable<(string Field, string Words)> Faults()
    {
        if (Input.InspectedOn is not { } day || day > clock.Today || day < Round.From.AddDays(-31))
            yield return ("InspectedOn", "请填写巡查日期，不晚于今天，不早于本批开始前一个月。");
        if (Input.Inspectors?.Trim() is not { Length: >= 2 })
            yield return ("Inspectors", "请填写巡查人姓名，多人用顿号分开。");
        if (!HouseFinding.Grades.Contains(Input.Grade))
            yield return ("Grade", "请选择住房等级。");
        if (Input.ForTrade && !Input.SelfBuilt)
            yield return ("ForTrade", "只有自建房才选“经营用”。");
        if (Input.Grade is "A级" or "B级" && Input.Hazards.Count == 0)
            yield break;
        if (Input.Hazards.Count == 0 && Input.Grade is "C级" or "D级")
            yield return ("Seen", "C、D 级房屋请勾选看到的隐患。");
        if (!HouseHazard.Measures.Contains(Input.Measure))
            yield return ("Measure", "有隐患的请选择整改措施。");
        if (Input.Responsible?.Trim() is not { Length: >= 2 })
            yield return ("Responsible", "有隐患的请填写整改责任人。");
    }

    private async Task<bool> FindAsync(Guid id, Guid household, CancellationToken ct)
    {
        if (await Reach.Of<HouseRound>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } round
            || await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == household && h.State == HouseholdState.Active, ct) is not { } home
            || !Scope.Of(round.Division).Covers(home.Division))
            return false;
        (Round, Home) = (round, home);
        Finding = await db.Set<HouseFinding>().AsNoTracking().FirstOrDefaultAsync(f => f.RoundId == id && f.HouseholdId == household, ct);
        Hazard = Finding is null ? null : await db.Set<HouseHazard>().AsNoTracking().FirstOrDefaultAsync(h => h.FindingId == Finding.Id, ct);
        Before = await db.Set<Living>().Where(l => l.HouseholdId == household).Select(l => l.HouseGrade).FirstOrDefaultAsync(ct);
        return true;
    }
}
