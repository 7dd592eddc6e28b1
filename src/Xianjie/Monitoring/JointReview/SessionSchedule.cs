using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.JointReview;

/// <summary>
/// 数据月集中研判制度: on the day of the parameter the session of the month is there and the county's monitors have it in their inbox. Two
/// workers, or one that was killed, still open one: session and work come in one transaction, and the database holds one per county and month.
/// </summary>
internal sealed class SessionSchedule(JobBoard board, WriteGate gate, ShippedParameters shipped, WorkingDays calendar, Clock clock) : IDueWork
{
    public const string DayParameter = "集中研判日", HoldDays = "集中研判完成天数";

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        var (today, opened) = (clock.Today, 0);
        foreach (var county in await DueAsync(today, ct))
        {
            await using var db = board.Open();
            var values = await ParametersInForce.LoadAsync(shipped, db, today, ct);
            Open(db, county, today, calendar.Add(today, values.Whole(HoldDays, county)));
            try
            {
                await db.SaveChangesAsync(ct);
                opened++;
            }
            catch (DbUpdateException error) when (Database.IsDuplicate(error))
            {
                // Another server was quicker
            }
        }
        return opened;
    }

    private async Task<List<long>> DueAsync(DateOnly today, CancellationToken ct)
    {
        await using var db = board.Open();
        var month = (today.Year * 100) + today.Month;
        var values = await ParametersInForce.LoadAsync(shipped, db, today, ct);
        var counties = await db.Set<Division>().AsNoTracking().Where(d => d.Level == DivisionLevel.County && d.ValidTo == null && !db.Set<JointSession>().Any(s => s.Division == d.Code && s.RegularMonth == month)).Select(d => d.Code).ToListAsync(ct);
        return counties.FindAll(c => values.Whole(DayParameter, c) is > 0 and var day && today.Day >= Math.Min(day, DateTime.DaysInMonth(today.Year, today.Month)));
    }

    private void Open(XianjieDb db, long county, DateOnly today, DateOnly due)
    {
        var session = new JointSession
        {
            Division = county, Title = JointSession.TitleOf(today), RegularMonth = (today.Year * 100) + today.Month, FormKey = Guid.CreateVersion7(), HeldOn = today, By = "系统", At = clock.Now,
        };
        db.Act = new Act("系统", "发起月集中研判");
        db.Add(session);
        foreach (var (at, words) in JointTopic.Usual.Index())
            db.Add(new JointTopic { SessionId = session.Id, Division = county, Number = at + 1, Words = words });
        db.Add(new WorkItem
        {
            Kind = JointDesk.HoldKind, Title = $"组织{session.Title}", Link = $"/joint/{session.Id}", Subject = session.Id, Division = county, Role = Roles.Monitor, CreatedBy = "系统", CreatedAt = clock.Now, Due = due,
        });
    }
}
