using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Import;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>
/// Puts the check of 三保障 on the board: after an import, a delivery or a comparison, and once a day, since time alone opens gaps
/// (follow-ups, ages, tests that expire).
/// </summary>
internal sealed class RefreshSchedule(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    private static readonly string[] Sources = [ImportJob.JobKind, ImportUndoJob.JobKind, ReadDelivery.JobKind, ScreeningOrder.JobKind];

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var counties = await db.Set<Division>().AsNoTracking().Where(d => d.Level == DivisionLevel.County && d.ValidTo == null).Select(d => d.Code).ToListAsync(ct);
        var due = 0;
        foreach (var county in counties)
        {
            if (!await IsDueAsync(db, county, ct))
                continue;
            db.Add(board.Draft(RefreshJob.JobKind, "核对三保障及饮水", new RefreshOrder(county), county, "系统"));
            due++;
        }
        await db.SaveChangesAsync(ct);
        return due;
    }

    private async Task<bool> IsDueAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var (from, below) = Platform.Access.Scope.Range(county);
        var jobs = db.Set<Job>().AsNoTracking().Where(j => j.Division >= from && j.Division < below);
        if (await jobs.AnyAsync(j => j.Kind == RefreshJob.JobKind && (j.State == JobState.Waiting || j.State == JobState.Running), ct))
            return false;
        var last = await jobs.Where(j => j.Kind == RefreshJob.JobKind && j.Division == county).MaxAsync(j => (DateTimeOffset?)j.CreatedAt, ct);
        var data = await jobs.Where(j => Sources.Contains(j.Kind) && j.State == JobState.Done).MaxAsync(j => j.FinishedAt, ct);
        return last is null ? data is not null : data > last || Clock.Day(last.Value) < clock.Today;
    }
}
