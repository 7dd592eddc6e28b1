using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Backup.Drills;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Backup;

/// <summary>备份与演练: how the backups stand, the sets that can be restored, and what drills found.</summary>
[Requires(Permissions.SystemManage)]
internal sealed class ListPage(XianjieDb db, CurrentUser user, BackupStatus status, BackupPlan plan, JobBoard board) : PageModel
{
    private const int Shown = 30;

    public BackupPlan Plan => plan;
    public BackupState Status { get; private set; } = null!;
    public IReadOnlyList<BackupSet> Sets { get; private set; } = [];
    public IReadOnlyList<BackupDrill> Drills { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Status = await status.ReadAsync(db, ct);
        Drills = await db.Set<BackupDrill>().AsNoTracking().OrderByDescending(d => d.At).Take(Shown).ToListAsync(ct);
        try
        {
            Sets = plan.Folder is null ? [] : [.. BackupSet.In(plan.Folder).Reverse().Take(Shown)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            TempData["Warning"] = BackupWords.Of(unreadable);
        }
    }

    public Task<IActionResult> OnPostBackupAsync(CancellationToken ct) => OrderAsync(BackupJob.JobKind, "全量备份", new BackupOrder(), ct);

    public Task<IActionResult> OnPostDrillAsync(CancellationToken ct) => OrderAsync(DrillJob.JobKind, "恢复演练", new DrillOrder(), ct);

    private async Task<IActionResult> OrderAsync<T>(string kind, string title, T order, CancellationToken ct)
    {
        var job = board.Draft(kind, title, order, user.Division, user.Acts(string.Empty).By);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }
}
