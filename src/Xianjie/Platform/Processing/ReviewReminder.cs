using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Processing;

/// <summary>影响评估复评: work for the security administrators 30 days before an assessment is to be looked at again; it ends when the date is moved on.</summary>
internal sealed class ReviewReminder(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    public const string Kind = "影响评估复评";
    private const int Days = 30;
    private DateOnly done;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (done == clock.Today)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var soon = clock.Today.AddDays(Days);
        var due = await db.Set<ImpactAssessment>().AsNoTracking().Where(a => a.NextOn <= soon).ToListAsync(ct);
        var open = await db.Set<WorkItem>().Where(w => w.Kind == Kind && w.State == WorkState.Open).ToListAsync(ct);
        foreach (var work in open.Where(w => !due.Exists(a => a.Id == w.Subject)))
            work.Finish("系统", clock.Now, "已复评");
        var fresh = due.Where(a => !open.Exists(w => w.Subject == a.Id)).ToList();
        foreach (var one in fresh)
        {
            db.Add(new WorkItem
            {
                Kind = Kind, Title = $"影响评估“{one.Title}”应在 {one.NextOn:yyyy-MM-dd} 前复评", Link = $"/processing/assessments/{one.Id}", Subject = one.Id, Division = one.Division, Role = Roles.SecurityAdmin,
                CreatedBy = "系统", CreatedAt = clock.Now, Due = one.NextOn,
            });
        }
        db.Act = new Act("系统", Kind);
        await db.SaveChangesAsync(ct);
        done = clock.Today;
        return fresh.Count;
    }
}
