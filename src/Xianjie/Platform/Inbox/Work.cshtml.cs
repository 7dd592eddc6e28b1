using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Inbox;

/// <summary>One piece of work: hand it to a colleague, give it back, press for it, and what happened to it.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class WorkPage(XianjieDb db, WorkDesk desk, Places places) : PageModel
{
    /// <summary>Phrases to pick for a return.</summary>
    public static readonly IReadOnlyList<string> Phrases = ["不是本村农户", "户主不在家，暂时联系不上", "信息不全，请补充", "应由其他岗位办理", "重复派发"];

    public WorkItem Work { get; private set; } = null!;
    public IReadOnlyList<Change> History { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];
    public string Place => places.Path(Work.Division);
    public string RoleTitle(string role) => Roles.All.TryGetValue(role, out var known) ? known.Title : role.StartsWith("may:", StringComparison.Ordinal) ? "有复核权限的同事" : role;
    public bool MayHandOver => desk.MayHandOver(Work);
    public bool MayReturn => desk.MayReturn(Work);
    public bool MayFinish => desk.MayFinish(Work);
    public bool MayRemind => desk.MayRemind(Work);
    public string BackTo => Work.HandedByName ?? "上一级";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostHandAsync(Guid id, int version, Guid to, string? reason, CancellationToken ct) =>
        DoAsync(id, version, "已转交，对方的待办里可以看到。", "/inbox", () => desk.HandOverAsync(Work, to, reason, ct), ct);

    public Task<IActionResult> OnPostReturnAsync(Guid id, int version, string? reason, string? phrase, CancellationToken ct) =>
        DoAsync(id, version, "已退回。", "/inbox", () => desk.ReturnAsync(Work, string.Join('；', new[] { phrase, reason }.Where(w => !string.IsNullOrWhiteSpace(w))), ct), ct);

    public Task<IActionResult> OnPostFinishAsync(Guid id, int version, string? words, CancellationToken ct) =>
        DoAsync(id, version, "已办结。", $"/inbox/{id}", () => desk.FinishAsync(Work, words, ct), ct);

    public Task<IActionResult> OnPostRemindAsync(Guid id, int version, CancellationToken ct) =>
        DoAsync(id, version, "已催办。对方待办里会排在最前并标出。", $"/inbox/{id}", () => desk.RemindAsync(Work, ct), ct);

    private async Task<IActionResult> DoAsync(Guid id, int version, string notice, string next, Func<Task<string?>> act, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Work.Version != version || Work.State != WorkState.Open)
            return StatusCode(StatusCodes.Status409Conflict);
        if (await act() is { } refusal)
        {
            ModelState.AddModelError(string.Empty, refusal);
            return Page();
        }
        TempData["Notice"] = notice;
        return new SeeOtherResult(next);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<WorkItem>().FirstOrDefaultAsync(w => w.Id == id, ct) is not { } work || !desk.MaySee(work))
            return false;
        Work = work;
        History = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == id).OrderByDescending(c => c.At).Take(100).ToListAsync(ct);
        Colleagues = MayHandOver ? [.. (await desk.ColleaguesAsync(work, ct)).Select(u => new SelectListItem($"{u.Name}（{RoleTitle(u.Role)}，{places.Name(u.Division)}）", u.Id.ToString()))] : [];
        return true;
    }
}
