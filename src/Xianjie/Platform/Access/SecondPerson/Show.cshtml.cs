using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.SecondPerson;

/// <summary>One dangerous act: what it would do and why; confirm, refuse or take it back.</summary>
[Requires(Permissions.SignedIn)]
internal sealed class ShowPage(XianjieDb db, Confirmation confirmation, CurrentUser user, AuditTrail trail, Places places, Clock clock) : PageModel
{
    public ActRequest Asked { get; private set; } = null!;
    public IReadOnlyList<string> Lines { get; private set; } = [];
    public string Act => confirmation.ActTitle(Asked);
    public string Place => places.Path(Asked.Division);
    public string Tone => RequestQuery.Tone(Asked.State);
    public bool IsOver => Asked.State == RequestState.待复核 && Asked.Due < clock.Today;
    public bool IsWaiting => Asked.State == RequestState.待复核;
    public string? Bar => confirmation.Bar(Asked);
    public bool MayWithdraw => IsWaiting && Asked.AskedById == user.Id;
    public string? Words { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostConfirmAsync(Guid id, int version, string? words, CancellationToken ct) => DoAsync(id, version, words, () => confirmation.ConfirmAsync(Asked, words, ct), ct);

    public Task<IActionResult> OnPostRefuseAsync(Guid id, int version, string? words, CancellationToken ct) => DoAsync(id, version, words, () => confirmation.RefuseAsync(Asked, words, ct), ct);

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, int version, CancellationToken ct) => DoAsync(id, version, null, () => confirmation.WithdrawAsync(Asked, ct), ct);

    private async Task<IActionResult> DoAsync(Guid id, int version, string? words, Func<Task<Settled>> act, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Asked.Version != version || !IsWaiting)
            return StatusCode(StatusCodes.Status409Conflict);
        Words = words;
        var settled = await act();
        if (settled.Refusal is { } refusal)
        {
            trail.Write(HttpContext, AuditKind.拒绝, user, "复核：" + refusal, "confirmations", id);
            ModelState.AddModelError(string.Empty, refusal);
            return Page();
        }
        TempData[settled.IsWarning ? "Warning" : "Notice"] = settled.Notice;
        return new SeeOtherResult($"{SecondPersonDesk.Page}/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<ActRequest>().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } request || !confirmation.MaySee(request))
            return false;
        (Asked, Lines) = (request, confirmation.Lines(request));
        return true;
    }
}
