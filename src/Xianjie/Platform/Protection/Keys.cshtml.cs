using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Rotation;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Protection;

/// <summary>密钥: the ring, what each key holds, rotation and escrow.</summary>
[Requires(Permissions.KeysManage)]
internal sealed class KeysPage(XianjieDb db, Seal seal, KeyDesk desk, TurnKeyAct turn, DestroyKeyAct destroy, SecondPersonDesk second, JobBoard board, Settings settings, CurrentUser user) : PageModel
{
    public IReadOnlyList<RingKey> Keys { get; private set; } = [];
    public IReadOnlyList<SealCount> Counts { get; private set; } = [];
    public IReadOnlyList<IGrouping<(string Place, string Column, bool Forever), SealCount>> Columns { get; private set; } = [];
    public Job? Running { get; private set; }
    public Keys.Escrow? Escrow => seal.Ring.Escrow;
    public string? Overdue => RingCheck.Overdue(seal.Ring);
    public bool IsOpenToOthers => RingFile.IsOpenToOthers(settings.KeyFile);
    public string Wrapped => seal.Ring.Wrapped switch { "passphrase" => "口令加封", "key" => "外部密钥加封", _ => "未加封（靠文件权限保护）" };
    public string Preferred => Suites.CipherSuites.Of(settings.Suite).Name;
    public bool MayTurn => seal.Ring.Leaving is null;
    public bool MayGoOn => seal.Ring.Leaving is not null && Running is null;

    [BindProperty]
    public string? Suite { get; set; }
    [BindProperty]
    public byte Number { get; set; }
    [BindProperty]
    public bool WithBackups { get; set; }
    [BindProperty]
    public string? Why { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        seal.Ring.Look(now: true);
        Keys = seal.Ring.Keys;
        Counts = await db.Set<SealCount>().AsNoTracking().ToListAsync(ct);
        Columns = [.. Counts.GroupBy(c => (c.Place, c.Column, c.Forever)).OrderBy(g => g.Key.Forever).ThenByDescending(g => g.Sum(c => c.Values))];
        Running = await desk.UnderWayAsync(ct);
    }

    public long ValuesOf(int key) => Counts.Where(c => c.Key == key).Sum(c => c.Values);

    public async Task<IActionResult> OnPostTurnAsync(CancellationToken ct)
    {
        if (Reason() is not { } why)
            return await AgainAsync("请写明轮换的理由（100 字以内）。", ct);
        var asked = await second.AskAsync(turn, new TurnOrder(Suite ?? string.Empty, seal.Ring.Active.Number), why, ct);
        return asked.Refusal is { } refusal ? await AgainAsync(refusal, ct) : asked.Go(this);
    }

    public async Task<IActionResult> OnPostGoOnAsync(CancellationToken ct)
    {
        if (await desk.UnderWayAsync(ct) is not null || desk.GoOn(user.Acts("密钥轮换").By) is not { } job)
            return await AgainAsync("没有中断的轮换。", ct);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }

    public async Task<IActionResult> OnPostCountAsync(CancellationToken ct)
    {
        var job = board.Draft(SealCountJob.JobKind, "清点密钥", new CountOrder(), user.Division, user.Acts(string.Empty).By);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }

    public async Task<IActionResult> OnPostDestroyAsync(CancellationToken ct)
    {
        if (Reason() is not { } why)
            return await AgainAsync("请写明销毁的理由（100 字以内）。", ct);
        var asked = await second.AskAsync(destroy, new DestroyOrder(Number, WithBackups), why, ct);
        return asked.Refusal is { } refusal ? await AgainAsync(refusal, ct) : asked.Go(this);
    }

    private string? Reason() => Why?.Trim() is { Length: > 0 and <= 100 } why ? why : null;

    private async Task<IActionResult> AgainAsync(string words, CancellationToken ct)
    {
        ModelState.AddModelError(string.Empty, words);
        await OnGetAsync(ct);
        return Page();
    }
}
