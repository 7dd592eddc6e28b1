using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Indicators;

internal sealed record SnapshotOrder(long County);

/// <summary>Keeps the figures of a county whose rows carry no dates, by village, over those of the present month.</summary>
internal sealed class SnapshotJob(IndicatorBook book, IEnumerable<IIndicatorSource> sources, Scope scope, CurrentUser user, Clock clock) : IJobHandler
{
    public const string JobKind = "indicators";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var county = run.Payload<SnapshotOrder>().County;
        // The sources read inside the scope of their context; this job's is its county.
        scope.Narrow(county);
        user.Area = county;
        var month = IndicatorMonth.Of(IndicatorMonth.Of(clock.Today), clock.Today);
        var (from, below) = Scope.Range(county);
        var values = new List<IndicatorValue>();
        foreach (var definition in book.All.Where(d => d is { IsDated: false, Missing: null }))
        {
            foreach (var by in definition.By)
                values.AddRange(await ValuesAsync(definition, by, month, from, below, run.Cancelled));
        }
        await run.CompleteAsync(async db =>
        {
            await db.Set<IndicatorValue>().Where(v => v.Month == month.Value && v.Division >= from && v.Division < below).ExecuteDeleteAsync(run.Cancelled);
            Bulk.Insert(db, values);
            return new JobResult($"已留存 {month.Value} 指标 {values.Count:N0} 个。", "/indicators");
        });
    }

    private async Task<IEnumerable<IndicatorValue>> ValuesAsync(IndicatorDefinition definition, string by, IndicatorMonth month, long from, long below, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            if (await source.SetsAsync(definition.Key, by, month, ct) is not { } sets)
                continue;
            var tops = await sets.Numerator.ByDivisionAsync(from, below, ct);
            var bottoms = sets.Denominator is null ? new Dictionary<long, long>() : await sets.Denominator.ByDivisionAsync(from, below, ct);
            return tops.Keys.Union(bottoms.Keys).Select(d => new IndicatorValue
            {
                Key = definition.Key, By = by, Division = d, Month = month.Value, On = clock.Today, Numerator = tops.GetValueOrDefault(d), Denominator = bottoms.GetValueOrDefault(d),
            });
        }
        return [];
    }
}

/// <summary>Every night once for each county with households.</summary>
internal sealed class SnapshotSchedule(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    private const int Hour = 3;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (Clock.Local(clock.Now).Hour < Hour)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var (today, since) = (clock.Today, clock.Now.AddHours(-12));
        var counties = await db.Set<Household>().Where(h => h.State == HouseholdState.Active).Select(h => h.County).Distinct().ToListAsync(ct);
        var done = await db.Set<IndicatorValue>().Where(v => v.On == today).Select(v => v.Division / 1_000_000).Distinct().ToListAsync(ct);
        var tried = await db.Set<Job>().Where(j => j.Kind == SnapshotJob.JobKind && (j.CreatedAt > since || j.State == JobState.Waiting || j.State == JobState.Running)).Select(j => j.Division / 1_000_000).ToListAsync(ct);
        var due = counties.Select(c => (long)c).Except(done).Except(tried).ToList();
        foreach (var county in due)
            db.Add(board.Draft(SnapshotJob.JobKind, $"留存指标 {today:yyyy-MM-dd}", new SnapshotOrder(county * 1_000_000), county * 1_000_000, "系统"));
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
