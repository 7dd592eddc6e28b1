using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Quality;

/// <summary>数据疑点 of an area: mend, explain, ask for an exemption; accept and approve, many at once.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(XianjieDb db, DoubtDesk desk, Evidence evidence, Catalogue catalogue, JobBoard board, CurrentUser user, Places places, Clock clock) : PageModel
{
    public static readonly IReadOnlyList<(string Key, string Words)> States = [("todo", "待处理"), ("accept", "待认可"), ("approve", "待批豁免"), ("rest", "已认可、已豁免"), ("closed", "已消除")];
    public static readonly IReadOnlyList<string> Parts = ["户基本信息", "家庭成员", "收入支出", "生产生活条件", "帮扶措施", "识别与消除", "务工情况", "行政村信息"];

    public sealed record Row(QualityDoubt Doubt, HitContent Content, string? Fix);

    [BindProperty(SupportsGet = true, Name = "")]
    public DoubtQuery Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty]
    public string? Words { get; set; }
    [BindProperty]
    public DateOnly? Until { get; set; }

    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public int Households { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<(string Key, string Words, int Count)> Counts { get; private set; } = [];
    public DoubtDesk Desk => desk;
    public bool MayRun => user.May(Permissions.ScreeningRun);
    public IReadOnlyList<Places.Place> Children => places.Children(user.Area);
    public string Place(long division) => places.Path(division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var counts = new List<(string, string, int)>();
        foreach (var (key, words) in States)
            counts.Add((key, words, await new DoubtQuery { State = key, Area = Filter.Area }.Over(db.Set<QualityDoubt>().AsNoTracking()).CountAsync(ct)));
        Counts = counts;
        var query = Filter.Over(db.Set<QualityDoubt>().AsNoTracking());
        Total = await query.CountAsync(ct);
        Households = await query.Select(d => d.HouseholdId).Distinct().CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var page = await query.OrderBy(d => d.Division).ThenBy(d => d.HouseholdNo).ThenBy(d => d.RuleId).ThenBy(d => d.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        Rows = [.. page.Select(d => (Doubt: d, Content: evidence.Open(d.ContentSealed))).Select(r => new Row(r.Doubt, r.Content, DoubtFix.Link(r.Doubt, r.Content, catalogue)))];
    }

    public Task<IActionResult> OnPostExplainAsync(List<Guid> ids, CancellationToken ct) => EndAsync(desk.ExplainAsync(ids, Words, ct), $"已提交 {ids.Count} 条说明，等乡镇认可。", ct);

    public Task<IActionResult> OnPostExemptAsync(List<Guid> ids, CancellationToken ct) => EndAsync(desk.ExemptAsync(ids, Words, Until, ct), $"已申请豁免 {ids.Count} 条，等县监测员批准。", ct);

    public Task<IActionResult> OnPostAcceptAsync(List<Guid> ids, CancellationToken ct) => EndAsync(desk.AnswerAsync(ids, yes: true, Words, ct), $"已认可 {ids.Count} 条。", ct);

    public Task<IActionResult> OnPostReturnAsync(List<Guid> ids, CancellationToken ct) => EndAsync(desk.AnswerAsync(ids, yes: false, Words, ct), $"已退回 {ids.Count} 条。", ct);

    /// <summary>The rules over the whole county now.</summary>
    public async Task<IActionResult> OnPostRunAsync(CancellationToken ct)
    {
        if (!MayRun)
            return Forbid();
        var county = user.Division / 1_000_000 * 1_000_000;
        if (await db.Set<Job>().FirstOrDefaultAsync(j => j.Kind == QualityJob.JobKind && (j.State == JobState.Waiting || j.State == JobState.Running), ct) is { } busy)
            return new SeeOtherResult($"/jobs/{busy.Id}");
        var job = board.Draft(QualityJob.JobKind, $"数据质量核对 {clock.Today:yyyy-MM-dd}", new QualityOrder(county), county, user.Login);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }

    private async Task<IActionResult> EndAsync(Task<Refusal?> act, string done, CancellationToken ct)
    {
        if (await act is not { } refusal)
        {
            TempData["Notice"] = done;
            return new SeeOtherResult(Address.With(Request, ("handler", null)));
        }
        ModelState.AddModelError(refusal.Field, refusal.Words);
        await OnGetAsync(ct);
        return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }
}
