using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Removal;

/// <summary>One household: the conditions, the case with its steps, what came after removal.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ShowPage(XianjieDb db, RemovalDesk desk, RemovalMark mark, IEnumerable<IClueIntake> intakes, CurrentUser user, WorkingDays calendar, Clock clock, Places places, Catalogue catalogue) : PageModel
{
    private static readonly string[] Joins = ["新生儿", "婚入", "户籍迁入", "刑满释放", "收养", "失联人口回归"];

    public sealed class StartForm
    {
        public string Kind { get; set; } = RemovalCase.Helped;
        public string? Grounds { get; set; }
    }

    public sealed class PaperForm
    {
        public int Version { get; set; }
        public RemovalTrigger? Trigger { get; set; }
        public string? Words { get; set; }
        public DateOnly? On { get; set; }
        public string? Visitors { get; set; }
        public decimal? PerCapita { get; set; }
        public int? Present { get; set; }
        public int? InFavour { get; set; }
        public string? Contact { get; set; }
        public string? ContactPhone { get; set; }
    }

    public HelpFacts Facts { get; private set; } = null!;
    public RemovalCase? Current { get; private set; }
    public IReadOnlyList<RemovalCase> Former { get; private set; } = [];
    public IReadOnlyList<RemovalCondition> Conditions { get; private set; } = [];
    public IReadOnlyList<Step> Steps { get; private set; } = [];
    public IReadOnlyList<StepRecord> Trail { get; private set; } = [];
    public IReadOnlyList<Move<RemovalStep, RemovalTrigger>> Moves { get; private set; } = [];
    public IReadOnlyList<RiskEvent> Events { get; private set; } = [];
    public IReadOnlyList<Recheck> Rechecks { get; private set; } = [];
    public StartForm Start { get; private set; } = new();
    public PaperForm Paper { get; private set; } = new();
    public DateOnly Today => clock.Today;
    public string Place => places.Path(Facts.Household.Division);
    public bool IsActive => Facts.Household.State == HouseholdState.Active;
    public bool MayStart => IsActive && Facts.IsMonitored && Current is null && user.May(Permissions.CasesVisit);
    public bool MayRollBack => IsActive && Facts.Household.RiskState == HelpGaps.Removed && user.May(Permissions.CasesDecide);
    public bool MayRecheck => user.May(Permissions.HelpWrite);
    public bool MayReduce => IsActive && user.May(Permissions.HouseholdsRestructure);
    public IEnumerable<string> LeaveReasons => catalogue.Codes["人口变动"].Values.Except(Joins);
    public IReadOnlyList<string> Risks => Traits.Risks;

    public async Task<IActionResult> OnGetAsync(Guid household, string? kind, CancellationToken ct)
    {
        Start = new StartForm { Kind = kind == RemovalCase.Natural ? kind : RemovalCase.Helped };
        return await LoadAsync(household, ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostStartAsync(Guid household, StartForm start, CancellationToken ct)
    {
        Start = start;
        if (!await LoadAsync(household, ct) || !MayStart)
            return NotFound();
        if (string.IsNullOrWhiteSpace(start.Grounds) || start.Grounds.Length > 400)
            ModelState.AddModelError("Start.Grounds", "请写明理由（不超过 400 字）：风险怎样消除的。");
        return ModelState.IsValid && !Refused(await desk.StartAsync(Facts, start.Kind, start.Grounds!.Trim(), ct)) ? Done("已发起风险消除，请在期限内入户核实。") : Page();
    }

    public async Task<IActionResult> OnPostMoveAsync(Guid household, PaperForm paper, CancellationToken ct)
    {
        Paper = paper;
        if (!await LoadAsync(household, ct))
            return NotFound();
        if (Current is null || paper.Trigger is not { } trigger)
        {
            ModelState.AddModelError(string.Empty, Current is null ? "这户没有正在办理的风险消除；可能刚被办结，请刷新页面。" : "请选择要办理的动作。");
            return Current is null ? Conflict409() : Page();
        }
        var refusal = await desk.MoveAsync(Current, trigger, new RemovalPaper(paper.Version, paper.Words, paper.On, paper.Visitors, paper.PerCapita, paper.Present, paper.InFavour, paper.Contact, paper.ContactPhone), ct);
        if (Refused(refusal))
            return refusal!.Field == RemovalDesk.Conflict ? Conflict409() : Page();
        return Done($"已办理：{trigger}。");
    }

    public async Task<IActionResult> OnPostRollBackAsync(Guid household, string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || !MayRollBack)
            return NotFound();
        return Reasoned(reason) && !Refused(await mark.RollBackAsync(household, reason!.Trim(), user.Acts("风险消除回退", reason), ct)) ? Done("已回退为未消除，识别编号和识别月份不变。") : Page();
    }

    public async Task<IActionResult> OnPostRemarkAsync(Guid household, string? risk, string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || Facts.Household.RiskState != HelpGaps.Removed || !IsActive || !user.May(Permissions.CluesEnter))
            return NotFound();
        if (risk is null || !Traits.Risks.Contains(risk))
            ModelState.AddModelError(string.Empty, "请选择新出现的风险。");
        if (!Reasoned(reason))
            return Page();
        await RemarkAsync(risk!, reason!.Trim(), ct);
        return Done("已转为线索，重新走认定程序；认定完成后再次标注为未消除。");
    }

    public async Task<IActionResult> OnPostRecheckAsync(Guid household, Guid recheck, RecheckResult result, string? words, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || !MayRecheck || await db.Set<Recheck>().SingleOrDefaultAsync(r => r.Id == recheck && r.HouseholdId == household, ct) is not { } row)
            return NotFound();
        if (row.DoneOn is not null)
            return Done("这次复查已经登记。");
        if (!Reasoned(words))
            return Page();
        db.Act = user.Acts("登记复查", words);
        row.Finish(clock.Today, result, words!.Trim(), db.Act.By);
        if (row.Kind == RecheckKind.年度复查)
            db.Add(new Recheck { HouseholdId = household, Division = row.Division, HeadName = row.HeadName, Kind = RecheckKind.年度复查, Due = clock.Today.AddYears(1) });
        await db.SaveChangesAsync(ct);
        return Done(result == RecheckResult.稳定 ? "复查已登记：稳定。" : "复查已登记。请县监测员办理回退，或转为线索再标注。");
    }

    public async Task<IActionResult> OnPostReduceAsync(Guid household, string? reason, DateOnly? day, CancellationToken ct)
    {
        if (!await LoadAsync(household, ct) || !MayReduce)
            return NotFound();
        if (reason is null || !LeaveReasons.Contains(reason))
            ModelState.AddModelError(string.Empty, "请选择全户减少的原因。");
        if (day is null)
            ModelState.AddModelError(string.Empty, "请填写减少日期。");
        return ModelState.IsValid && !Refused(await mark.ReduceAsync(household, reason!, day!.Value, user.Acts("全户自然减少", reason), ct)) ? Done("已登记全户自然减少：停止帮扶，档案保留。") : Page();
    }

    private async Task RemarkAsync(string risk, string reason, CancellationToken ct)
    {
        var (home, act) = (Facts.Household, user.Acts("再标注：转为线索", reason));
        await mark.RemarkAsync(home, Facts.Members.Count, $"{risk}：{reason}", act, ct);
        if (intakes.FirstOrDefault() is { } intake)
            await intake.TakeAsync(new ClueReport(home.Id, home.Division, risk, "消除后再标注", reason, home.Id, act.By), ct);
        else
            db.Add(new WorkItem
            {
                Kind = VisitDesk.WorkKind, Title = $"再标注：{home.HeadName}（{home.HouseholdNo}）{risk}", Link = $"/removals/{home.Id}", Subject = home.Id, Division = home.Division,
                Role = Roles.Clerk, CreatedBy = act.By, CreatedAt = clock.Now, Due = calendar.Add(clock.Today, 2),
            });
        await db.SaveChangesAsync(ct);
    }

    private bool Reasoned(string? words)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > 400)
            ModelState.AddModelError(string.Empty, "请写明情况（不超过 400 字）。");
        return ModelState.IsValid;
    }

    private bool Refused(Refusal? refusal)
    {
        if (refusal is not null)
            ModelState.AddModelError(refusal.Field, refusal.Words);
        return refusal is not null;
    }

    private PageResult Conflict409()
    {
        var page = Page();
        page.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    private SeeOtherResult Done(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/removals/{Facts.Household.Id}");
    }

    private async Task<bool> LoadAsync(Guid household, CancellationToken ct)
    {
        if (await HelpFacts.LoadAsync(db, household, ct) is not { } facts)
            return false;
        Facts = facts;
        Current = await desk.OpenAsync(household, ct);
        Former = await db.Set<RemovalCase>().AsNoTracking().Where(c => c.HouseholdId == household && c.OpenHousehold == null).OrderByDescending(c => c.StartedOn).ToListAsync(ct);
        Events = await db.Set<RiskEvent>().AsNoTracking().Where(e => e.HouseholdId == household).OrderByDescending(e => e.On).ThenByDescending(e => e.Id).ToListAsync(ct);
        Rechecks = await db.Set<Recheck>().AsNoTracking().Where(r => r.HouseholdId == household).OrderByDescending(r => r.Due).ToListAsync(ct);
        if (facts.IsMonitored && IsActive)
            Conditions = await desk.ConditionsAsync(facts, Current?.Kind ?? Start.Kind, Current?.PerCapita, ct);
        if (Current is null)
            return true;
        Trail = await db.Set<StepRecord>().AsNoTracking().Where(s => s.Subject == Current.Id).OrderBy(s => s.EnteredAt).ThenBy(s => s.Id).ToListAsync(ct);
        Moves = [.. RemovalProcess.Table.Open(Current.Step, user.May)];
        Steps = Bar();
        if (Paper.Trigger is null)
            Paper = new PaperForm { Version = Current.Version, On = clock.Today };
        return true;
    }

    private List<Step> Bar()
    {
        RemovalStep[] way = [RemovalStep.待入户, RemovalStep.待评议, RemovalStep.公示中, RemovalStep.待乡镇审核, RemovalStep.待县级审定, RemovalStep.待标注];
        var now = Current!.Step == RemovalStep.异议复核 ? RemovalStep.公示中 : Current.Step;
        var at = Array.IndexOf(way, now);
        var open = Trail.LastOrDefault(s => s.IsOpen);
        return [.. way.Select((step, i) => new Step(RemovalProcess.Table.Steps[step].Title,
            i < at ? StepState.Done : i > at ? StepState.Waiting : Current.Step == RemovalStep.异议复核 ? StepState.Returned : StepState.Now,
            i == at ? Roles.All[RemovalProcess.Table.Steps[Current.Step].Role].Title : null,
            i == at && open is not null ? Clock.Day(open.EnteredAt) : null, i == at && open?.Due is { } due ? TermLeft.Of(calendar, clock.Today, due, inWorkingDays: false).Days : null))];
    }
}
