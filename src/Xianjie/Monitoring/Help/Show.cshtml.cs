using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Help;

/// <summary>一户一策: risks, proposals, measures, needs, tasks, cadre. Also the sheet that is printed.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ShowPage(XianjieDb db, HelpDesk desk, ParametersInForce inForce, CurrentUser user, Clock clock, Places places) : PageModel
{
    public sealed class PlanForm
    {
        [Required(ErrorMessage = "请填写帮扶单位。"), StringLength(120, ErrorMessage = "单位名称最多 120 个字。")]
        public string Unit { get; set; } = string.Empty;
        [Required(ErrorMessage = "请写明帮扶目标。"), StringLength(400, ErrorMessage = "目标最多 400 个字。")]
        public string Goal { get; set; } = string.Empty;
        [Required(ErrorMessage = "请填写开始日期。")]
        public DateOnly? Start { get; set; }
        public DateOnly? End { get; set; }
    }

    public sealed class LineForm
    {
        public PlanLineKind Kind { get; set; }
        [Required(ErrorMessage = "请写明需求或任务。"), StringLength(400, ErrorMessage = "最多 400 个字。")]
        public string Words { get; set; } = string.Empty;
        [StringLength(60, ErrorMessage = "姓名最多 60 个字。")]
        public string? Responsible { get; set; }
        public DateOnly? Due { get; set; }
    }

    public sealed class PairForm
    {
        [Required(ErrorMessage = "请填写帮扶责任人姓名。"), StringLength(60, ErrorMessage = "姓名最多 60 个字。")]
        public string Cadre { get; set; } = string.Empty;
        [Required(ErrorMessage = "请填写帮扶单位。"), StringLength(120, ErrorMessage = "单位名称最多 120 个字。")]
        public string Unit { get; set; } = string.Empty;
        [Required(ErrorMessage = "请填写结对日期。")]
        public DateOnly? From { get; set; }
    }

    public HelpFacts Facts { get; private set; } = null!;
    public HelpPlan? Current { get; private set; }
    public IReadOnlyList<PlanLine> Lines { get; private set; } = [];
    public IReadOnlyList<Pairing> Pairings { get; private set; } = [];
    public IReadOnlyList<HelpVisit> Visits { get; private set; } = [];
    public IReadOnlyList<Lack> Lacks { get; private set; } = [];
    public IReadOnlyList<Proposal> Suggested { get; private set; } = [];
    public PlanForm Plan { get; private set; } = new();
    public LineForm Line { get; private set; } = new();
    public PairForm Pair { get; private set; } = new();
    public bool MayWrite => user.May(Permissions.HelpWrite) && Facts.Household.State == HouseholdState.Active;
    public DateOnly Today => clock.Today;
    public string Place => places.Path(Facts.Household.Division);

    public async Task<IActionResult> OnGetAsync(Guid household, CancellationToken ct) => await LoadAsync(household, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAdoptAsync(Guid household, List<string> keys, CancellationToken ct)
    {
        if (!await MayAsync(household, ct))
            return NotFound();
        if (keys.Count == 0)
            ModelState.AddModelError(string.Empty, "请先勾选要采用的措施。");
        if (!ModelState.IsValid)
            return Page();
        await desk.AdoptAsync(Facts, keys, ct);
        return Done($"已加入 {keys.Count} 项措施，状态为“计划”；落实后请登记进展。");
    }

    public async Task<IActionResult> OnPostPlanAsync(Guid household, PlanForm plan, CancellationToken ct)
    {
        if (!await MayAsync(household, ct))
            return NotFound();
        Plan = plan;
        return ModelState.IsValid && !Refused(await desk.SavePlanAsync(Facts, plan.Unit.Trim(), plan.Goal.Trim(), plan.Start!.Value, plan.End, ct)) ? Done("一户一策已保存。") : Page();
    }

    public async Task<IActionResult> OnPostLineAsync(Guid household, LineForm line, CancellationToken ct)
    {
        if (!await MayAsync(household, ct))
            return NotFound();
        Line = line;
        if (Current is null)
            ModelState.AddModelError(string.Empty, "请先保存一户一策，再列需求和任务。");
        if (!ModelState.IsValid || Current is null)
            return Page();
        db.Add(new PlanLine
        {
            PlanId = Current.Id, HouseholdId = household, Division = Facts.Household.Division, Kind = line.Kind, Words = line.Words.Trim(), Responsible = line.Responsible?.Trim(), Due = line.Due,
        });
        db.Act = user.Acts(line.Kind == PlanLineKind.需求 ? "登记帮扶需求" : "登记帮扶任务");
        await db.SaveChangesAsync(ct);
        return Done($"已加入{line.Kind}清单。");
    }

    public async Task<IActionResult> OnPostFinishAsync(Guid household, Guid line, string? effect, CancellationToken ct)
    {
        if (!await MayAsync(household, ct) || await db.Set<PlanLine>().SingleOrDefaultAsync(l => l.Id == line && l.HouseholdId == household, ct) is not { } row)
            return NotFound();
        if (row.DoneOn is not null)
            return Done("这一项已经办结。");
        if (string.IsNullOrWhiteSpace(effect))
        {
            ModelState.AddModelError(string.Empty, "请写明办结情况，再点“办结”。");
            return Page();
        }
        row.Finish(clock.Today, effect.Trim());
        db.Act = user.Acts("办结帮扶任务", effect);
        await db.SaveChangesAsync(ct);
        return Done("已办结。");
    }

    public async Task<IActionResult> OnPostPairAsync(Guid household, PairForm pair, CancellationToken ct)
    {
        if (!await MayAsync(household, ct))
            return NotFound();
        Pair = pair;
        return ModelState.IsValid && !Refused(await desk.PairAsync([household], pair.Cadre.Trim(), pair.Unit.Trim(), pair.From!.Value, "单户结对", ct)) ? Done("结对已登记。") : Page();
    }

    private SeeOtherResult Done(string words)
    {
        TempData["Notice"] = words;
        return new SeeOtherResult($"/help/{Facts.Household.Id}");
    }

    private bool Refused(Refusal? refusal)
    {
        if (refusal is not null)
            ModelState.AddModelError(refusal.Field, refusal.Words);
        return refusal is not null;
    }

    private async Task<bool> MayAsync(Guid household, CancellationToken ct) => await LoadAsync(household, ct) && MayWrite;

    private async Task<bool> LoadAsync(Guid household, CancellationToken ct)
    {
        if (await HelpFacts.LoadAsync(db, household, ct) is not { } facts)
            return false;
        Facts = facts;
        Current = await desk.OpenPlanAsync(household, ct);
        Lines = Current is null ? [] : await db.Set<PlanLine>().AsNoTracking().Where(l => l.PlanId == Current.Id).OrderBy(l => l.Kind).ThenBy(l => l.Id).ToListAsync(ct);
        Pairings = await db.Set<Pairing>().AsNoTracking().Where(p => p.HouseholdId == household).OrderByDescending(p => p.From).ThenByDescending(p => p.Id).ToListAsync(ct);
        Visits = await db.Set<HelpVisit>().AsNoTracking().Where(v => v.HouseholdId == household).OrderByDescending(v => v.VisitedOn).Take(6).ToListAsync(ct);
        Lacks = HelpReview.Of(facts, await inForce.LoadAsync(ct), clock.Today);
        Suggested = facts.Household.RiskState == HelpGaps.Monitored ? Proposals.For(facts, clock.Today) : [];
        var unit = Pairings.FirstOrDefault(p => p.To is null)?.Unit;
        Plan = new PlanForm { Unit = Current?.Unit ?? unit ?? string.Empty, Goal = Current?.Goal ?? string.Empty, Start = Current?.Start ?? clock.Today, End = Current?.End };
        Pair = new PairForm { From = clock.Today, Unit = unit ?? string.Empty };
        return true;
    }
}
