using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Overview.Supervision;

/// <summary>One order: the figure as it stood, what was asked, the unit's answer, and what each may do next.</summary>
[Requires(Permissions.SupervisionRead)]
internal sealed class ShowPage(XianjieDb db, SupervisionDesk desk, Places places, CurrentUser user, Clock clock) : PageModel
{
    public SupervisionOrder Order { get; private set; } = null!;
    public IReadOnlyList<Change> History { get; private set; } = [];
    public string? Words { get; private set; }
    public bool MayAnswer => desk.MayAnswer(Order);
    public bool MayJudge => desk.MayJudge(Order);
    public bool MayWithdraw => desk.MayWithdraw(Order);
    public bool MayOpenFigure => user.May(Permissions.Overview) && !user.IsOfDepartment;
    public bool IsLate => Order.Step == SupervisionStep.待答复 && Order.Due < clock.Today;
    public string Place => places.Path(Order.Place);

    public IReadOnlyList<Step> Steps =>
    [
        new(Order.Kind.ToString(), StepState.Done, Order.IssuedBy, Clock.Day(Order.IssuedAt)),
        new("办理答复", Order.Step == SupervisionStep.待答复 ? StepState.Now : Order.AnsweredOn is null ? StepState.Waiting : StepState.Done, Order.Unit, Order.Step == SupervisionStep.待答复 ? null : Order.AnsweredOn),
        new(Order.Step == SupervisionStep.已撤回 ? "已撤回" : "审定办结", Order.EndedOn is not null ? StepState.Done : Order.Step == SupervisionStep.待审定 ? StepState.Now : StepState.Waiting, null, Order.EndedOn),
    ];

    public static string Tone(SupervisionStep step) => step switch { SupervisionStep.待答复 => "tag-blue", SupervisionStep.待审定 => "tag-amber", SupervisionStep.已办结 => "tag-green", _ => "tag-grey" };

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostAnswerAsync(Guid id, int version, string? words, CancellationToken ct) => DoAsync(id, version, words, () => MayAnswer, () => desk.AnswerAsync(Order, words, ct), "已答复，等交办人审定。", ct);

    public Task<IActionResult> OnPostAgreeAsync(Guid id, int version, string? words, CancellationToken ct) => DoAsync(id, version, words, () => MayJudge, () => desk.JudgeAsync(Order, agree: true, words, ct), "已办结。", ct);

    public Task<IActionResult> OnPostReturnAsync(Guid id, int version, string? words, CancellationToken ct) => DoAsync(id, version, words, () => MayJudge, () => desk.JudgeAsync(Order, agree: false, words, ct), "已退回，责任单位会重新收到待办。", ct);

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, int version, string? words, CancellationToken ct) => DoAsync(id, version, words, () => MayWithdraw, () => desk.WithdrawAsync(Order, words, ct), "已撤回。", ct);

    private async Task<IActionResult> DoAsync(Guid id, int version, string? words, Func<bool> may, Func<Task<string?>> act, string done, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Order.Version != version)
            return StatusCode(StatusCodes.Status409Conflict);
        if (!may())
            return Forbid();
        Words = words;
        if (await act() is { } refusal)
        {
            ModelState.AddModelError("words", refusal);
            return Page();
        }
        TempData["Notice"] = done;
        return new SeeOtherResult($"/supervision/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await SupervisionQuery.Reaching(db.Set<SupervisionOrder>(), user).FirstOrDefaultAsync(o => o.Id == id, ct) is not { } order)
            return false;
        Order = order;
        History = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == id).OrderBy(c => c.At).Take(100).ToListAsync(ct);
        return true;
    }
}
