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

namespace Xianjie.Monitoring.Surveys;

/// <summary>填排查表: the sections of the form that concern the household, made for a phone at the door.</summary>
[Requires(Permissions.CluesRead), Captured]
internal sealed class FillPage(XianjieDb db, SurveyDesk desk, SurveyForms forms, Coverage coverage, HouseholdPhotos photos, Places places, CurrentUser user, Clock clock) : PageModel
{
    public sealed class Head
    {
        public Guid FormKey { get; set; } = Guid.CreateVersion7();
        public int Version { get; set; } = -1;
        public DateOnly? VisitedOn { get; set; }
        public SurveyContact? Contact { get; set; }
        public string? Visitors { get; set; }
    }

    [BindProperty]
    public Head Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    public SurveyRound Round { get; private set; } = null!;
    public Household Home { get; private set; } = null!;
    public SurveySheet? Sheet { get; private set; }
    public SurveyForm Form { get; private set; } = null!;
    public SurveyAnswers Answers { get; private set; } = new(new Dictionary<string, List<string>>());
    public bool MayFill => user.May(Permissions.CluesEnter) && Round.IsOpen;
    public string Place => places.Path(Home.Division);
    public IEnumerable<SelectListItem> Contacts => Enum.GetNames<SurveyContact>().Select(c => new SelectListItem(c, c));
    public IReadOnlyList<string> ErrorsOf(string key) => ModelState.TryGetValue($"a.{key}", out var entry) ? [.. entry.Errors.Select(e => e.ErrorMessage)] : [];

    public async Task<IActionResult> OnGetAsync(Guid id, Guid household, CancellationToken ct)
    {
        if (!await FindAsync(id, household, ct))
            return NotFound();
        Answers = desk.AnswersOf(Sheet);
        Input = new Head { Version = Sheet?.Version ?? -1, VisitedOn = Sheet?.VisitedOn ?? clock.Today, Contact = Sheet?.Contact, Visitors = Sheet?.Visitors ?? user.Name };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid household, CancellationToken ct)
    {
        if (!await FindAsync(id, household, ct))
            return NotFound();
        if (!MayFill)
            return Forbid();
        Answers = Form.Read(Home.RiskState, key => Input.Contact == SurveyContact.无法联系 ? [] : Request.Form[$"a.{key}"]);
        AddFaults();
        if (await photos.RefusalAsync(household, Photos, ct) is { } fault)
            ModelState.AddModelError(nameof(Photos), fault);
        if (!ModelState.IsValid)
            return Page();
        var report = new SheetReport(Input.FormKey, Input.Version, Input.VisitedOn!.Value, Input.Contact!.Value, Input.Visitors!.Trim(), Answers);
        var answer = await desk.RecordAsync(Round, Home, report, ct);
        if (answer == SheetAnswer.Stale)
        {
            HttpContext.Features.Set(SheetConflict.Of(Form, Home.RiskState, Sheet, desk.AnswersOf(Sheet), report));
            ModelState.AddModelError(string.Empty, $"这户刚由 {Sheet?.By} 登记过（{Sheet?.Visitors}，{Sheet?.VisitedOn:yyyy-MM-dd}）。您填的还在下面，核对后再保存会替换对方的登记。");
            ModelState.Remove("Input.Version");
            Input.Version = Sheet?.Version ?? -1;
            return Page();
        }
        var kept = await db.Set<SurveySheet>().AsNoTracking().SingleAsync(s => s.RoundId == id && s.HouseholdId == household, ct);
        if (answer == SheetAnswer.Recorded)
            await photos.KeepAsync(household, Home.Division, Photos, $"排查照片 {report.VisitedOn:yyyy-MM-dd}", kept.Id, ct, more: true);
        var risks = kept.Risks.Replace(';', '、');
        TempData["Notice"] = $"{Home.HeadName} 已登记{(risks.Length == 0 ? "" : $"，发现的风险（{risks}）已转为线索")}。";
        TempData["DraftDone"] = $"survey-{id}-{household}";
        var next = await coverage.Waiting(Round, Home.Division).OrderBy(h => h.HouseholdNo).Select(h => (Guid?)h.Id).FirstOrDefaultAsync(ct);
        return new SeeOtherResult(Request.Form["then"] == "next" && next is not null ? $"/surveys/{id}/fill/{next}" : $"/surveys/{id}/list?village={Home.Division}");
    }

    private void AddFaults()
    {
        if (Input.Contact is null)
            ModelState.AddModelError("Input.Contact", "请选择入户结果。");
        if (Input.VisitedOn is not { } day || day > clock.Today || day < Round.From.AddDays(-31))
            ModelState.AddModelError("Input.VisitedOn", "请填写走访日期，不晚于今天，不早于本轮开始前一个月。");
        if (Input.Visitors?.Trim() is not { Length: >= 2 and <= 200 })
            ModelState.AddModelError("Input.Visitors", "请填写走访人姓名，多人用顿号分开。");
        if (Input.Contact is null or SurveyContact.无法联系)
            return;
        foreach (var (key, words) in Form.Faults(Home.RiskState, Answers))
            ModelState.AddModelError($"a.{key}", words);
    }

    private async Task<bool> FindAsync(Guid id, Guid household, CancellationToken ct)
    {
        if (await Reach.Of<SurveyRound>(db, user).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } round
            || await db.Set<Household>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == household && h.State == HouseholdState.Active, ct) is not { } home
            || !Scope.Of(round.Division).Covers(home.Division) || !await coverage.TakesAsync(round, household, ct))
            return false;
        (Round, Home, Form) = (round, home, forms[round.Form]!);
        Sheet = await db.Set<SurveySheet>().AsNoTracking().SingleOrDefaultAsync(s => s.RoundId == id && s.HouseholdId == household, ct);
        return true;
    }
}
