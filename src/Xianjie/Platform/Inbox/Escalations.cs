using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Inbox;

/// <summary>
/// 逾期上报: work overdue by 逾期上报天数 working days also stands in the inbox of the next level, after as many again in that above it. Asked
/// every minute, done once a day; doing it twice changes nothing.
/// </summary>
internal sealed class Escalations(JobBoard board, WriteGate gate, ShippedParameters shipped, WorkingDays calendar, Clock clock) : IDueWork
{
    private const int Chunk = 200;
    private DateOnly lastDay;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        var today = clock.Today;
        if (lastDay == today)
            return 0;
        var (done, after, whole) = (0, Guid.Empty, true);
        while (await ChunkAsync(today, after, ct) is { } part)
            (done, after, whole) = (done + (part.Done ?? 0), part.Last, whole && part.Done is not null);
        if (whole)
            lastDay = today;
        return done;
    }

    /// <returns>How many were escalated (null where somebody else changed one of them meanwhile: asked again in a minute), and where to go on; null at the end.</returns>
    private async Task<(int? Done, Guid Last)?> ChunkAsync(DateOnly today, Guid after, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var values = await ParametersInForce.LoadAsync(shipped, db, today, ct);
        var late = await db.Set<WorkItem>().Where(w => w.State == WorkState.Open && w.Due < today && (w.EscalatedOn == null || w.EscalatedOn < today) && w.Id.CompareTo(after) > 0)
            .OrderBy(w => w.Id).Take(Chunk).ToListAsync(ct);
        if (late.Count == 0)
            return null;
        var done = 0;
        foreach (var work in late.Where(w => IsDue(w, today, values.Whole("逾期上报天数", w.Division))))
        {
            if (Levels.Above(work.EscalatedTo ?? work.Role) is not { } role)
                continue;
            work.Escalate(role, today);
            done++;
        }
        db.Act = new Act("系统", "逾期上报");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (null, late[^1].Id);
        }
        return (done, late[^1].Id);
    }

    private bool IsDue(WorkItem work, DateOnly today, int days) => calendar.Between(work.Due, today) >= days * (work.Escalations + 1);
}
