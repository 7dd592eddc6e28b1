using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.JointReview;

/// <summary>One matter: why it was reviewed, what was concluded, and the unit's answer; what each may do next.</summary>
[Requires(Permissions.JointMatters)]
internal sealed class MatterPage(XianjieDb db, MatterDesk desk, JointDesk joint, Places places, CurrentUser user, Clock clock) : PageModel
{
    [BindProperty]
    public string? Words { get; set; }

    public JointMatter Matter { get; private set; } = null!;
    public IReadOnlyList<MatterNote> Notes { get; private set; } = [];
    public bool SessionIsOpen { get; private set; }
    public bool MayAnswer => desk.MayAnswer(Matter);
    public bool MayJudge => desk.MayJudge(Matter);
    public bool MayReconsider => Matter.Step == MatterStep.待处置 && SessionIsOpen && user.May(Permissions.JointHold);
    public bool MayOpenSource => Matter.Source switch { MatterSource.风险线索 => user.May(Permissions.CluesRead), MatterSource.数据疑点 => user.May(Permissions.HouseholdsRead), _ => user.May(Permissions.CasesRead) };
    public bool MayOpenSession => user.May(Permissions.JointRead);
    public bool MayOpenHome => Matter.HouseholdId is not null && user.May(Permissions.HouseholdsRead);
    public bool IsLate => Matter.Step == MatterStep.待处置 && Matter.Due < clock.Today;
    public string Place => places.Path(Matter.Division);

    public IReadOnlyList<Step> Steps =>
    [
        new("列入研判", StepState.Done, Matter.Source.ToString()),
        new("会商结论", Matter.Conclusion is null ? StepState.Now : StepState.Done, null, Matter.ConcludedOn),
        new("处置反馈", Matter.Step == MatterStep.待处置 ? StepState.Now : Matter.FeedbackOn is not null ? StepState.Done : StepState.Waiting, Matter.Unit, Matter.FeedbackOn ?? Matter.ConcludedOn),
        new(Matter.Step == MatterStep.已排除 ? "已排除" : "验收", Matter.EndedOn is not null ? StepState.Done : Matter.Step == MatterStep.待验收 ? StepState.Now : StepState.Waiting, null, Matter.EndedOn),
    ];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostAnswerAsync(Guid id, int version, CancellationToken ct) => DoAsync(id, version, () => MayAnswer, () => desk.AnswerAsync(Matter, Words, ct), "已反馈，等县里验收。", ct);

    public Task<IActionResult> OnPostAcceptAsync(Guid id, int version, CancellationToken ct) => DoAsync(id, version, () => MayJudge, () => desk.JudgeAsync([Matter], accept: true, Words, ct), "已验收办结。", ct);

    public Task<IActionResult> OnPostReturnAsync(Guid id, int version, CancellationToken ct) => DoAsync(id, version, () => MayJudge, () => desk.JudgeAsync([Matter], accept: false, Words, ct), "已退回，责任单位会重新收到待办。", ct);

    public Task<IActionResult> OnPostReconsiderAsync(Guid id, int version, CancellationToken ct) => DoAsync(id, version, () => MayReconsider, async () =>
        await JointSessions.Of(db, user).FirstOrDefaultAsync(s => s.Id == Matter.SessionId, ct) is { } session ? await joint.ReconsiderAsync(session, Matter, Words, ct) : new Refusal("找不到这次会商。"), "已撤回结论，请在会商里重新研判。", ct);

    private async Task<IActionResult> DoAsync(Guid id, int version, Func<bool> may, Func<Task<Refusal?>> act, string done, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Matter.Version != version)
            return StatusCode(StatusCodes.Status409Conflict);
        if (!may())
            return Forbid();
        if (await act() is { } refusal)
        {
            ModelState.AddModelError(refusal.Field, refusal.Words);
            return Page();
        }
        TempData["Notice"] = done;
        return new SeeOtherResult($"/joint/matters/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await MatterQuery.Reaching(db.Set<JointMatter>(), user).FirstOrDefaultAsync(m => m.Id == id, ct) is not { } matter)
            return false;
        Matter = matter;
        SessionIsOpen = await JointSessions.Of(db, user).AnyAsync(s => s.Id == matter.SessionId && s.ClosedOn == null, ct);
        Notes = await db.Set<MatterNote>().AsNoTracking().Where(n => n.MatterId == id).OrderBy(n => n.At).ThenBy(n => n.Id).ToListAsync(ct);
        return true;
    }
}
