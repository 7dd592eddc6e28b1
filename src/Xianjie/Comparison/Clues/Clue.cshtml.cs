using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Capture;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;

namespace Xianjie.Comparison.Clues;

/// <summary>One clue: what was found, by which rule at which values, on which rows; and what to do with it.</summary>
[Requires(Permissions.CluesRead), Captured]
internal sealed class CluePage(XianjieDb db, ClueDesk desk, HouseholdPhotos photos, RuleBook book, Evidence evidence, IEnumerable<IClueFollower> followers, Places places, CurrentUser user, Clock clock, WorkingDays calendar) : PageModel
{
    public Clue Clue { get; private set; } = null!;
    public IReadOnlyList<ShownHit> Hits { get; private set; } = [];
    public IReadOnlyList<ClueSource> Sources { get; private set; } = [];
    /// <summary>户属性 of the household today: decides what comes after a clue that is true (monitoring.md 4.4).</summary>
    public string? RiskState { get; private set; }
    public IReadOnlyList<Clue> Others { get; private set; } = [];
    public IReadOnlyList<Visit> Visits { get; private set; } = [];
    public IReadOnlyList<Change> History { get; private set; } = [];
    public IReadOnlyList<ClueNote> Notes { get; private set; } = [];

    [BindProperty]
    public VisitForm Form { get; set; } = new();
    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    public bool MayDispatch => user.May(Permissions.CluesDispatch) && Clue.State == ClueState.待核查;
    public bool MayVisit => user.May(Permissions.CluesVisit) && Clue.IsOpen;
    public bool MayRefer => Clue.Kind == ClueKind.风险线索 && user.May(Permissions.ReliefRefer);
    public bool MayWithdraw => user.May(Permissions.CluesDispatch) && Clue.IsOpen;
    public bool MayOpenCase => user.May(Permissions.CasesVisit) || user.May(Permissions.CasesAccept);
    public bool MaySeeRules => user.May(Permissions.RulesRead);
    public string Place => places.Path(Clue.Division);
    public DateOnly Due { get; private set; }

    public string RuleTitle(string id) => book.Rules[id]?.Title ?? id;

    public IReadOnlyList<Step> Steps =>
    [
        new("发现", StepState.Done, Clue.Department, Clue.FoundOn),
        new("派发", Clue.DispatchedOn is not null || !Clue.IsOpen ? StepState.Done : StepState.Now, null, Clue.DispatchedOn),
        new("入户核实", Clue.State == ClueState.核查中 ? StepState.Now : Clue.IsOpen ? StepState.Waiting : StepState.Done, places.Name(Clue.Division), Clue.ClosedOn ?? Clue.DispatchedOn,
            Clue.State == ClueState.核查中 && Clue.Due is { } due ? calendar.Between(clock.Today, due) : null,
            Clue.DispatchedOn is { } sent && Clue.Due is { } end ? calendar.Between(sent, end) : null),
        new(Clue.IsOpen ? "结果" : Clue.State.ToString(), Clue.IsOpen ? StepState.Waiting : StepState.Done, null, Clue.ClosedOn),
    ];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        Form = new VisitForm { FormKey = Guid.CreateVersion7(), Version = Clue.Version, VisitedOn = clock.Today };
        return Page();
    }

    public async Task<IActionResult> OnPostDispatchAsync(Guid id, int version, CancellationToken ct)
    {
        if (!user.May(Permissions.CluesDispatch))
            return Forbid();
        if (!await FindAsync(id, ct))
            return NotFound();
        if (Clue.Version != version || await desk.DispatchAsync([id], ct) == 0)
            return StatusCode(StatusCodes.Status409Conflict);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = "已派发到村。";
        return new SeeOtherResult($"/clues/{id}");
    }

    public async Task<IActionResult> OnPostVisitAsync(Guid id, CancellationToken ct)
    {
        if (!user.May(Permissions.CluesVisit))
            return Forbid();
        if (!await FindAsync(id, ct))
            return NotFound();
        var report = Form.Report();
        if (Clue.IsOpen)
        {
            foreach (var (field, words) in await desk.FaultsAsync(Clue, report, ct))
                ModelState.AddModelError($"Form.{field}", words);
            if (await photos.RefusalAsync(Clue.HouseholdId, Photos, ct) is { } fault)
                ModelState.AddModelError(nameof(Photos), fault);
            if (!ModelState.IsValid)
                return Page();
        }
        var answer = await desk.RecordAsync(Clue, report, ct);
        if (answer == VisitAnswer.Stale)
        {
            HttpContext.Features.Set(Met(report));
            return StatusCode(StatusCodes.Status409Conflict);
        }
        if (answer == VisitAnswer.Recorded)
            await photos.KeepAsync(Clue.HouseholdId, Clue.Division, Photos, $"核实照片 {report.VisitedOn:yyyy-MM-dd}", await db.Set<Visit>().Where(v => v.FormKey == report.FormKey).Select(v => v.Id).SingleAsync(ct), ct);
        TempData["Notice"] = answer == VisitAnswer.Recorded ? "核实结果已记录，待办已办结。" : "这份核实结果之前已经记录过，没有重复记录。";
        return new SeeOtherResult($"/clues/{id}");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, int version, string? reason, CancellationToken ct)
    {
        if (!user.May(Permissions.CluesDispatch))
            return Forbid();
        if (!await FindAsync(id, ct))
            return NotFound();
        if (Clue.Version != version || !Clue.IsOpen)
            return StatusCode(StatusCodes.Status409Conflict);
        if (string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("reason", "请写明撤回的原因。");
            return Page();
        }
        await desk.WithdrawAsync(Clue, reason.Trim(), ct);
        TempData["Notice"] = "线索已撤回。";
        return new SeeOtherResult($"/clues/{id}");
    }

    /// <summary>What a phone is shown whose visit came after somebody else's.</summary>
    private CaptureConflict Met(VisitReport mine)
    {
        var theirs = Visits.Count > 0 ? Visits[0] : null;
        var words = Clue.IsOpen ? "这条线索在您填写期间有了变动（例如重新派发）。核对后可以照您填的提交。" : $"这条线索已经办结（{Clue.State}），您填的没有登记；有不同情况请告诉乡镇。";
        ConflictLine[] lines =
        [
            new("核实结果", mine.Result?.ToString() ?? string.Empty, theirs?.Result.ToString() ?? Clue.State.ToString()), new("核实日期", $"{mine.VisitedOn:yyyy-MM-dd}", $"{theirs?.VisitedOn:yyyy-MM-dd}"),
            new("入户人员", mine.Visitors ?? string.Empty, theirs?.Visitors ?? string.Empty), new("核实情况", mine.Note ?? string.Empty, theirs?.Note ?? Clue.Outcome ?? string.Empty),
        ];
        return new CaptureConflict(words, lines, Clue.IsOpen ? new Dictionary<string, string> { ["Form.Version"] = Clue.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) } : null);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Clue>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } clue)
            return false;
        Clue = clue;
        Hits = [.. (await db.Set<ClueHit>().AsNoTracking().Where(h => h.ClueId == id).OrderByDescending(h => h.AsOf).ThenBy(h => h.RuleId).Take(100).ToListAsync(ct)).Select(evidence.Open)];
        Sources = await db.Set<ClueSource>().AsNoTracking().Where(s => s.ClueId == id).OrderBy(s => s.At).Take(200).ToListAsync(ct);
        RiskState = await db.Set<Household>().AsNoTracking().Where(h => h.Id == clue.HouseholdId).Select(h => h.RiskState).SingleOrDefaultAsync(ct);
        Others = await db.Set<Clue>().AsNoTracking().Where(c => c.HouseholdId == clue.HouseholdId && c.Id != id).OrderByDescending(c => c.FoundOn).Take(20).ToListAsync(ct);
        Visits = await db.Set<Visit>().AsNoTracking().Where(v => v.ClueId == id).OrderByDescending(v => v.At).ToListAsync(ct);
        History = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == id).OrderByDescending(c => c.At).Take(50).ToListAsync(ct);
        Due = await desk.DueAsync(clue.Division, ct);
        var notes = new List<ClueNote>();
        foreach (var follower in followers)
            notes.AddRange(await follower.NotesAsync(id, ct));
        Notes = notes;
        return true;
    }
}

/// <summary>The visit form; the key is made with the form, so that sending it twice records it once.</summary>
internal sealed class VisitForm
{
    public Guid FormKey { get; set; }
    public int Version { get; set; }
    public DateOnly? VisitedOn { get; set; }
    public string? Visitors { get; set; }
    public string? Result { get; set; }
    public string? Note { get; set; }

    public VisitReport Report() => new(FormKey, Version, VisitedOn, Visitors, Enum.TryParse<ClueState>(Result, out var result) ? result : null, Note);
}
