using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Import;

namespace Xianjie.SocialRelief.Refresh;

/// <summary>Puts the gathering on the board after a delivery, an import or a comparison, and once a day, since months begin and terms end by themselves.</summary>
internal sealed class ReliefSchedule(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    private static readonly string[] Sources = [ImportJob.JobKind, ImportUndoJob.JobKind, ReadDelivery.JobKind, ScreeningOrder.JobKind];

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var due = 0;
        foreach (var county in await db.Set<Division>().AsNoTracking().Where(d => d.Level == DivisionLevel.County && d.ValidTo == null).Select(d => d.Code).ToListAsync(ct))
        {
            if (!await IsDueAsync(db, county, ct))
                continue;
            db.Add(Draft(board, county, "系统"));
            due++;
        }
        await db.SaveChangesAsync(ct);
        return due;
    }

    public static Job Draft(JobBoard board, long county, string by) => board.Draft(ReliefJob.JobKind, ReliefJob.Title, new ReliefOrder(county), county, by);

    private async Task<bool> IsDueAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var (from, below) = Scope.Range(county);
        var jobs = db.Set<Job>().AsNoTracking().Where(j => j.Division >= from && j.Division < below);
        if (await jobs.AnyAsync(j => j.Kind == ReliefJob.JobKind && (j.State == JobState.Waiting || j.State == JobState.Running), ct))
            return false;
        var last = await jobs.Where(j => j.Kind == ReliefJob.JobKind).MaxAsync(j => (DateTimeOffset?)j.CreatedAt, ct);
        var data = await jobs.Where(j => Sources.Contains(j.Kind) && j.State == JobState.Done).MaxAsync(j => j.FinishedAt, ct);
        return last is null ? data is not null : data > last || Clock.Day(last.Value) < clock.Today;
    }
}
