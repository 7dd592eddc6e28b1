using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Runs;

/// <summary>Puts the monthly comparison of counties that are due on the board; several servers may look, one will do it.</summary>
internal sealed class Schedules(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    /// <summary>Enqueues the comparison of last month for every schedule that is due.</summary>
    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var now = clock.Now;
        var due = await db.Set<ScreeningSchedule>().Where(s => s.IsOn && s.NextAt <= now).ToListAsync(ct);
        foreach (var schedule in due)
        {
            var lastMonth = clock.Today.AddMonths(-1);
            var order = new ScreeningOrder(schedule.Division, ScreeningOrder.AsOfMonth(lastMonth.Year, lastMonth.Month, clock.Today), false, "按月自动比对");
            db.Add(board.Draft(ScreeningOrder.JobKind, order.Title, order, schedule.Division, "系统"));
            schedule.NextAt = NextAfter(now, schedule.Day, schedule.Hour);
            schedule.Version++;
        }
        db.Act = new Act("系统", "按月自动比对");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return 0;
        }
        return due.Count;
    }

    /// <summary>The next such day and hour in China after an instant.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now, int day, int hour)
    {
        var local = Clock.Local(now);
        var next = new DateTime(local.Year, local.Month, day, hour, 0, 0, DateTimeKind.Unspecified);
        if (next <= local)
            next = next.AddMonths(1);
        return new DateTimeOffset(next, TimeSpan.FromHours(8)).ToUniversalTime();
    }
}
