using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>Tells the system administrators in their inbox when backups or drills are not as they should be, once a day and area; the work ends by itself
/// once all is well.</summary>
internal sealed class BackupWatch(BackupStatus status, JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    public const string Kind = "备份告警";
    private const int MostWords = 280;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        await using var db = board.Open();
        var problems = (await status.ReadAsync(db, ct)).Problems;
        var open = await db.Set<WorkItem>().Where(w => w.Kind == Kind && w.State == WorkState.Open).ToListAsync(ct);
        if (problems.Count == 0 && open.Count == 0)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        db.Act = new Act("系统", Kind);
        if (problems.Count == 0)
        {
            open.ForEach(w => w.Finish("系统", clock.Now, "备份和演练已恢复正常。"));
            await db.SaveChangesAsync(ct);
            return 0;
        }
        var areas = await db.Set<User>().Where(u => u.Role == Roles.SystemAdmin && !u.Disabled).Select(u => u.Division).Distinct().ToListAsync(ct);
        var today = clock.Today;
        var known = await db.Set<WorkItem>().Where(w => w.Kind == Kind && w.CreatedAt >= Clock.Start(today)).Select(w => w.Subject).ToListAsync(ct);
        var fresh = areas.Where(a => !open.Exists(w => w.Division == a) && !known.Contains(Subject(a, today))).ToList();
        foreach (var area in fresh)
            db.Add(new WorkItem { Kind = Kind, Title = Cut(string.Join(' ', problems)), Link = "/backups", Subject = Subject(area, today), Role = Roles.SystemAdmin, CreatedBy = "系统", CreatedAt = clock.Now, Due = today, Division = area });
        await db.SaveChangesAsync(ct);
        return fresh.Count;
    }

    private static string Cut(string words) => words.Length <= MostWords ? words : words[..MostWords] + "…";

    /// <summary>The same for a day and an area.</summary>
    private static Guid Subject(long area, DateOnly today) => WorkItem.SubjectOf($"{Kind} {area} {today:yyyyMMdd}");
}
