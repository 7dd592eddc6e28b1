using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Retention;

/// <summary>到期数据: what waits to be deleted, proofs of what was, holds, and how long each kind is kept. The audit administrator reads it too.</summary>
[Requires(Permissions.RetentionRead)]
internal sealed class ListPage(XianjieDb db, SecondPersonDesk second, DeleteAct delete, IEnumerable<IRetained> kinds, ParametersInForce parameters, CurrentUser user, Clock clock) : PageModel
{
    public IReadOnlyList<DeletionRun> Open { get; private set; } = [];
    public IReadOnlyList<DeletionRun> Ended { get; private set; } = [];
    public IReadOnlyList<LegalHold> Holds { get; private set; } = [];
    public IReadOnlyList<(string Kind, int Months, string Basis)> Kinds { get; private set; } = [];
    public bool MayAct => user.May(Permissions.KeysManage);
    [BindProperty]
    public string? Why { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var runs = db.Set<DeletionRun>().AsNoTracking();
        Open = await runs.Where(r => r.State == DeletionState.待确认).OrderBy(r => r.FoundAt).ToListAsync(ct);
        Ended = await runs.Where(r => r.State != DeletionState.待确认).OrderByDescending(r => r.EndedAt).Take(100).ToListAsync(ct);
        Holds = await db.Set<LegalHold>().AsNoTracking().Where(h => h.EndedAt == null).OrderBy(h => h.From).ToListAsync(ct);
        var values = await parameters.LoadAsync(ct);
        Kinds = [.. kinds.Select(k => (k.Kind, values.Whole(RetentionNight.Months, user.Division, k.Kind), values.Basis(RetentionNight.Months, user.Division, dimension: k.Kind) ?? "—"))];
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid run, CancellationToken ct)
    {
        if (!MayAct)
            return Forbid();
        if (Reason() is not { } why)
            return await AgainAsync("请写明理由（100 字以内）。", ct);
        var asked = await second.AskAsync(delete, new DeleteOrder(run), why, ct);
        return asked.Refusal is { } refusal ? await AgainAsync(refusal, ct) : asked.Go(this);
    }

    public async Task<IActionResult> OnPostHoldAsync(string? kind, CancellationToken ct)
    {
        if (!MayAct)
            return Forbid();
        if (Reason() is not { } why || (!string.IsNullOrEmpty(kind) && kinds.All(k => k.Kind != kind)))
            return await AgainAsync("请写明保全的理由（100 字以内）。", ct);
        db.Act = user.Acts("数据保全", why);
        db.Add(new LegalHold { Kind = string.IsNullOrEmpty(kind) ? null : kind, Division = user.Division, Why = why, By = db.Act.By, From = clock.Now });
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = "已保全，解除之前不删除。";
        return new SeeOtherResult("/retention");
    }

    public async Task<IActionResult> OnPostLiftAsync(Guid hold, CancellationToken ct)
    {
        if (!MayAct)
            return Forbid();
        if (await db.Set<LegalHold>().SingleOrDefaultAsync(h => h.Id == hold && h.EndedAt == null, ct) is not { } found)
            return NotFound();
        db.Act = user.Acts("解除保全", found.Why);
        found.EndedAt = clock.Now;
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = "已解除保全。";
        return new SeeOtherResult("/retention");
    }

    private string? Reason() => Why?.Trim() is { Length: > 0 and <= 100 } why ? why : null;

    private async Task<IActionResult> AgainAsync(string words, CancellationToken ct)
    {
        ModelState.AddModelError(string.Empty, words);
        await OnGetAsync(ct);
        return Page();
    }
}
