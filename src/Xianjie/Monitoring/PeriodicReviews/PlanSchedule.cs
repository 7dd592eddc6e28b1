using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>
/// Makes the lists that are due today. Each is one transaction and the database holds one per plan and period, so two workers make one, and
/// one that was killed leaves nothing and is made up for by the next.
/// </summary>
internal sealed class PlanSchedule(JobBoard board, WriteGate gate, RunMaker maker, Clock clock) : IDueWork
{
    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        var made = 0;
        foreach (var (plan, period) in await DueAsync(ct))
        {
            using var turn = await gate.EnterAsync(ct);
            await using var db = board.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            try
            {
                if (await db.Set<ReviewRun>().AnyAsync(r => r.PlanId == plan.Id && r.Period == period, ct))
                    continue;
                await maker.MakeAsync(db, plan, period, new Act("系统", "生成定期核查名单", plan.Basis), ct);
                await transaction.CommitAsync(ct);
                made++;
            }
            catch (DbUpdateException error) when (Database.IsDuplicate(error))
            {
                // Another worker was quicker
            }
        }
        return made;
    }

    private async Task<List<(ReviewPlan Plan, DateOnly Period)>> DueAsync(CancellationToken ct)
    {
        await using var db = board.Open();
        var due = (await db.Set<ReviewPlan>().AsNoTracking().Where(p => p.StoppedOn == null).ToListAsync(ct)).Select(p => (Plan: p, Period: ReviewPeriods.Due(p, clock.Today))).Where(p => p.Period is not null).ToList();
        var plans = due.ConvertAll(d => d.Plan.Id);
        var known = (await db.Set<ReviewRun>().AsNoTracking().Where(r => plans.Contains(r.PlanId)).Select(r => new { r.PlanId, r.Period }).ToListAsync(ct)).Select(r => (r.PlanId, r.Period)).ToHashSet();
        return [.. due.Where(d => !known.Contains((d.Plan.Id, d.Period!.Value))).Select(d => (d.Plan, d.Period!.Value))];
    }
}
