using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.JointReview;

/// <summary>研判处置: matters of one's area or department across sessions; the rows behind the figures of a session.</summary>
[Requires(Permissions.JointMatters)]
internal sealed class MattersPage(XianjieDb db, MatterDesk desk, Places places, CurrentUser user, Clock clock, SheetDownload download) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "")]
    public MatterQuery Filter { get; set; } = new();
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<JointMatter> Rows { get; private set; } = [];
    public string? SessionTitle { get; private set; }
    /// <summary>The opinion as it was typed, where the form comes back.</summary>
    public string? Words { get; private set; }
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public DateOnly Today => clock.Today;
    public bool MayHold => user.May(Permissions.JointHold);
    public bool MayExport => user.May(Permissions.HouseholdsExport);
    public IReadOnlyList<Places.Place> Children => user.IsOfDepartment ? [] : places.Children(user.Area);
    public string PlaceOf(JointMatter matter) => matter.HouseholdId is null ? "—" : places.Path(matter.Division);

    private IQueryable<JointMatter> Found => Filter.Over(db.Set<JointMatter>().AsNoTracking(), user, clock.Today);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Total = await Found.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        Rows = await InOrder(Found).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        SessionTitle = Filter.Session is { } session ? Rows is [var first, ..] ? first.SessionTitle : await JointSessions.Of(db, user).Where(s => s.Id == session).Select(s => s.Title).FirstOrDefaultAsync(ct) : null;
    }

    public Task<IActionResult> OnPostAcceptAsync(List<Guid> ids, string? words, CancellationToken ct) => JudgeAsync(ids, accept: true, words, ct);

    public Task<IActionResult> OnPostReturnAsync(List<Guid> ids, string? words, CancellationToken ct) => JudgeAsync(ids, accept: false, words, ct);

    public async Task<IActionResult> OnPostExportAsync(CancellationToken ct) =>
        MayExport ? await download.OfAsync(this, "研判处置", Columns, InOrder(Found).AsAsyncEnumerable(), csv: false, ct) : Forbid();

    private IReadOnlyList<FileColumn<JointMatter>> Columns =>
    [
        new("会商", 26, m => m.SessionTitle), new("对象", 12, m => m.HeadName), new("户编号", 16, m => m.HouseholdNo), new("乡镇 · 村", 20, PlaceOf), new("来源", 12, m => m.Source.ToString()), new("事由", 40, m => m.Title),
        new("建议原因", 28, m => m.Reason), new("结论", 12, m => m.Conclusion?.ToString() ?? "未定"), new("处置意见", 30, m => m.Words ?? ""), new("责任单位", 18, m => m.Unit ?? ""), new("期限", 12, m => HouseholdWords.Day(m.Due)),
        new("状态", 10, m => m.Step.ToString()), new("处置反馈", 40, m => m.Feedback ?? ""), new("办结日期", 12, m => HouseholdWords.Day(m.EndedOn)),
    ];

    private static IOrderedQueryable<JointMatter> InOrder(IQueryable<JointMatter> rows) => rows.OrderBy(m => m.Due == null ? 1 : 0).ThenBy(m => m.Due).ThenBy(m => m.Id);

    private async Task<IActionResult> JudgeAsync(List<Guid> ids, bool accept, string? words, CancellationToken ct)
    {
        if (!MayHold)
            return Forbid();
        if (await desk.JudgeAsync(await db.Set<JointMatter>().Where(m => ids.Contains(m.Id)).ToListAsync(ct), accept, words, ct) is not { } refusal)
        {
            TempData["Notice"] = accept ? $"已验收 {ids.Count} 件。" : $"已退回 {ids.Count} 件，责任单位会重新收到待办。";
            return new SeeOtherResult(Address.With(Request, ("handler", null)));
        }
        ModelState.AddModelError(refusal.Field, refusal.Words);
        Words = words;
        await OnGetAsync(ct);
        return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }
}
