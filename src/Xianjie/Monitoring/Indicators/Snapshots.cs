using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Indicators.Loans;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Indicators;

internal sealed record SnapshotOrder(long County);

/// <summary>Keeps the figures of a county by village, with the rows of each: all of the present month, and those of the month before whose rows carry dates.</summary>
internal sealed class SnapshotJob(IndicatorBook book, IEnumerable<IIndicatorSource> sources, LoanLedger loans, XianjieDb reader, Scope scope, CurrentUser user, Clock clock) : IJobHandler
{
    public const string JobKind = "indicators";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var county = run.Payload<SnapshotOrder>().County;
        // The sources read inside the scope of their context; this job's is its county.
        scope.Narrow(county);
        user.Area = county;
        var (from, below) = Scope.Range(county);
        await loans.RefreshAsync(from, below, run.Cancelled);
        var present = IndicatorMonth.Of(IndicatorMonth.Of(clock.Today), clock.Today);
        var kept = (await reader.Set<KeptRows>().Where(r => r.Division >= from && r.Division < below).Select(r => r.Id).ToListAsync(run.Cancelled)).ToHashSet();
        var (values, rows) = (new List<IndicatorValue>(), new List<KeptRows>());
        var wanted = Wanted(present, present.Before(clock.Today)).ToList();
        foreach (var (at, (definition, by, month)) in wanted.Index())
        {
            run.Report(at * 90 / wanted.Count, definition.Title);
            values.AddRange(await ValuesAsync(definition, by, month, (from, below), row =>
            {
                if (kept.Add(row.Id))
                    rows.Add(row);
            }, run.Cancelled));
        }
        await run.CompleteAsync(async db =>
        {
            await ReplaceAsync(db, values, rows, (from, below), run.Cancelled);
            return new JobResult($"已留存 {present.Value} 指标 {values.Count:N0} 个。", "/indicators");
        });
    }

    private IEnumerable<(IndicatorDefinition Definition, string By, IndicatorMonth Month)> Wanted(IndicatorMonth present, IndicatorMonth before) =>
        book.All.Where(d => d.Missing is null).SelectMany(d => d.By.SelectMany(b => (d.IsDated ? new[] { present, before } : [present]).Select(m => (d, b, m))));

    private async Task<IEnumerable<IndicatorValue>> ValuesAsync(IndicatorDefinition definition, string by, IndicatorMonth month, (long From, long Below) area, Action<KeptRows> keep, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            if (await source.SetsAsync(definition.Key, by, month, ct) is not { } sets)
                continue;
            var tops = await SideAsync(sets.Numerator, area, keep, ct);
            var bottoms = await SideAsync(sets.Denominator, area, keep, ct);
            return tops.Keys.Union(bottoms.Keys).Select(d => new IndicatorValue
            {
                Key = definition.Key, By = by, Division = d, Month = month.Value, On = clock.Today, At = clock.Now, Numerator = tops.GetValueOrDefault(d).Sum, Denominator = bottoms.GetValueOrDefault(d).Sum,
                NumeratorRows = tops.GetValueOrDefault(d).Rows, DenominatorRows = bottoms.GetValueOrDefault(d).Rows,
            });
        }
        return [];
    }

    private static async Task<Dictionary<long, (long Sum, Guid? Rows)>> SideAsync(RowSet? set, (long From, long Below) area, Action<KeptRows> keep, CancellationToken ct)
    {
        var sides = new Dictionary<long, (long, Guid?)>();
        foreach (var village in (set is null ? [] : await set.KeysAsync(area.From, area.Below, ct)).GroupBy(k => k.Division))
        {
            var rows = KeptRows.Of(village.Key, village);
            keep(rows);
            sides[village.Key] = (village.Sum(k => k.Value), rows.Id);
        }
        return sides;
    }

    /// <summary>Puts the new figures in place of those of the same indicators and months, and drops rows that no figure opens to any more.</summary>
    private static async Task ReplaceAsync(XianjieDb db, List<IndicatorValue> values, List<KeptRows> rows, (long From, long Below) area, CancellationToken ct)
    {
        var own = db.Set<IndicatorValue>().Where(v => v.Division >= area.From && v.Division < area.Below);
        foreach (var month in values.GroupBy(v => v.Month))
        {
            var keys = month.Select(v => v.Key).Distinct().ToList();
            await own.Where(v => v.Month == month.Key && keys.Contains(v.Key)).ExecuteDeleteAsync(ct);
        }
        Bulk.Insert(db, rows);
        Bulk.Insert(db, values);
        await db.Set<KeptRows>().Where(r => r.Division >= area.From && r.Division < area.Below
            && !db.Set<IndicatorValue>().Any(v => v.NumeratorRows == r.Id) && !db.Set<IndicatorValue>().Any(v => v.DenominatorRows == r.Id)).ExecuteDeleteAsync(ct);
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
            db.Add(Draft(board, county * 1_000_000, today, "系统"));
        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    public static Job Draft(JobBoard board, long county, DateOnly today, string by) => board.Draft(SnapshotJob.JobKind, $"留存指标 {today:yyyy-MM-dd}", new SnapshotOrder(county), county, by);
}
