using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>定期核查: the lists that were made, with progress; and the plans that make them.</summary>
[Requires(Permissions.CasesRead)]
internal sealed class ListPage(XianjieDb db, RunMaker maker, Scope scope, Places places, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Row(ReviewRun Run, int All, int Done, int Changed, int Risks);

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }

    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<ReviewPlan> Plans { get; private set; } = [];
    public bool IsPlans => View == "plans";
    public DateOnly Today => clock.Today;
    public bool MayPlan => user.May(Permissions.CluesDispatch);
    public bool MayChange(ReviewPlan plan) => MayPlan && plan.StoppedOn is null && scope.Covers(plan.Division);
    public string PlaceOf(long division) => places.Name(division);
    public string WhoOf(ReviewPlan plan) => string.Join("；", new[] { string.Join('、', plan.States), string.Join('、', plan.TypeList), string.Join('、', plan.PlaceCodes.Select(places.Name)) }.Where(w => w.Length > 0)) is { Length: > 0 } who ? who : "全部农户";

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (IsPlans)
        {
            Plans = await Reach.Of<ReviewPlan>(db, user).AsNoTracking().OrderBy(p => p.StoppedOn != null).ThenByDescending(p => p.Id).Take(200).ToListAsync(ct);
            Total = Plans.Count;
            return;
        }
        var runs = Reach.Of<ReviewRun>(db, user).AsNoTracking();
        Total = await runs.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var page = await runs.OrderByDescending(r => r.MadeOn).ThenByDescending(r => r.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        var ids = page.ConvertAll(r => r.Id);
        var counts = await db.Set<ReviewItem>().Where(i => ids.Contains(i.RunId)).GroupBy(i => i.RunId)
            .Select(g => new { g.Key, All = g.Count(), Done = g.Count(i => i.DoneOn != null), Changed = g.Count(i => i.Result == ReviewResult.有变化), Risks = g.Count(i => i.Result == ReviewResult.新增风险) }).ToDictionaryAsync(g => g.Key, ct);
        Rows = [.. page.Select(r => counts.TryGetValue(r.Id, out var c) ? new Row(r, c.All, c.Done, c.Changed, c.Risks) : new Row(r, 0, 0, 0, 0))];
    }

    public Task<IActionResult> OnPostStopAsync(Guid plan, int version, CancellationToken ct) => DoAsync(plan, version, async found =>
    {
        db.Act = user.Acts("停用定期核查计划");
        found.Stop(clock.Today);
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = "计划已停用，不再生成名单；已派的任务继续办理。";
        return new SeeOtherResult("/periodic?view=plans");
    }, ct);

    /// <summary>The list of the present period now, rather than on its day.</summary>
    public Task<IActionResult> OnPostMakeAsync(Guid plan, int version, CancellationToken ct) => DoAsync(plan, version, async found =>
    {
        var period = ReviewPeriods.Of(found.Cycle, clock.Today);
        if (await db.Set<ReviewRun>().FirstOrDefaultAsync(r => r.PlanId == found.Id && r.Period == period, ct) is { } known)
        {
            TempData["Warning"] = "本期名单已经生成过，一期只有一份。";
            return new SeeOtherResult($"/periodic/{known.Id}");
        }
        var (run, households) = await maker.MakeAsync(db, found, period, user.Acts("生成定期核查名单", found.Basis), ct);
        TempData["Notice"] = $"已生成本期名单 {households:N0} 户，并派到各村待办。";
        return new SeeOtherResult($"/periodic/{run.Id}");
    }, ct);

    private async Task<IActionResult> DoAsync(Guid id, int version, Func<ReviewPlan, Task<IActionResult>> act, CancellationToken ct)
    {
        if (await db.Set<ReviewPlan>().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } plan)
            return NotFound();
        if (!MayChange(plan))
            return Forbid();
        return plan.Version == version ? await act(plan) : StatusCode(StatusCodes.Status409Conflict);
    }
}
