using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Reports.Own;

/// <summary>Puts reports on the board that come by themselves: once a day, a week (from Monday) or a month. Run and job come in one transaction, and the database holds one run per period.</summary>
internal sealed class OwnSchedule(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        await using var reading = board.Open();
        var due = (await reading.Set<OwnReport>().AsNoTracking().Where(r => r.Every != Every.不定时).ToListAsync(ct)).ConvertAll(r => (Report: r, Period: PeriodOf(r.Every, clock.Today)));
        var ids = due.ConvertAll(d => d.Report.Id);
        var known = (await reading.Set<OwnRun>().AsNoTracking().Where(r => ids.Contains(r.ReportId)).Select(r => new { r.ReportId, r.Period }).ToListAsync(ct)).Select(r => (r.ReportId, r.Period)).ToHashSet();
        var made = 0;
        foreach (var (report, period) in due.Where(d => !known.Contains((d.Report.Id, d.Period))))
        {
            using var turn = await gate.EnterAsync(ct);
            await using var db = board.Open();
            var job = board.Draft(OwnJob.JobKind, $"定时报表“{report.Title}”", new OwnOrder(report.Id, period), report.Division, report.Owner);
            db.Add(job);
            db.Add(new OwnRun { ReportId = report.Id, Period = period, Division = report.Division, JobId = job.Id, At = clock.Now });
            try
            {
                await db.SaveChangesAsync(ct);
                made++;
            }
            catch (DbUpdateException error) when (Database.IsDuplicate(error))
            {
                // Another server was quicker
            }
        }
        return made;
    }

    public static int PeriodOf(Every every, DateOnly today)
    {
        var first = every switch { Every.每日 => today, Every.每周 => today.AddDays(-(((int)today.DayOfWeek + 6) % 7)), _ => new(today.Year, today.Month, 1) };
        return (first.Year * 10000) + (first.Month * 100) + first.Day;
    }
}
