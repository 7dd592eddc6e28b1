using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Audit;

/// <summary>审计核验: how far the chain goes, the anchors, and what past checks found.</summary>
[Requires(Permissions.AuditRead)]
internal sealed class ChainPage(XianjieDb db, CurrentUser user, Anchors anchors, JobBoard board) : PageModel
{
    private const int Shown = 30;

    public long Place { get; private set; }
    public string? Hash { get; private set; }
    public int Waiting { get; private set; }
    public IReadOnlyList<Anchor> Anchors { get; private set; } = [];
    public IReadOnlyList<AuditFinding> Findings { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var events = db.Set<AuditEvent>().IgnoreQueryFilters().AsNoTracking();
        var head = await events.Where(e => e.Chain != null).OrderByDescending(e => e.Chain).Select(e => new { e.Chain, e.Hash }).FirstOrDefaultAsync(ct);
        (Place, Hash) = (head?.Chain ?? 0, head?.Hash is { } hash ? Convert.ToHexStringLower(hash) : null);
        Waiting = await events.CountAsync(e => e.Chain == null, ct);
        Findings = await db.Set<AuditFinding>().AsNoTracking().OrderByDescending(f => f.At).Take(Shown).ToListAsync(ct);
        try
        {
            Anchors = [.. anchors.Read().Reverse().Take(Shown)];
        }
        catch (InvalidDataException damaged)
        {
            TempData["Warning"] = damaged.Message;
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var job = board.Draft(AuditCheckJob.JobKind, "审计核验", new AuditOrder(), user.Division, user.Acts(string.Empty).By);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }
}
