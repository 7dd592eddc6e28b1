using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Indicators.Loans;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Indicators;

internal sealed record SnapshotOrder(long County);

/// <summary>
/// Keeps the figures of a county by village, with the rows of each: all of today, and of the month before those whose rows carry dates, since
/// rows still come in for it. Ends of earlier months that were never kept are made up for, a few each night.
/// </summary>
internal sealed class SnapshotJob(IndicatorBook book, IEnumerable<IIndicatorSource> sources, LoanLedger loans, ParametersInForce inForce, Places places, XianjieDb reader, Platform.Protection.Seal seal, Scope scope, CurrentUser user, Clock clock) : IJobHandler
{
    public const string JobKind = "indicators";
    private const int MonthsBack = 13, MadeUp = 2;

    public string Kind => JobKind;

    private sealed record Kept(DateOnly Day, DateOnly Below, bool IsWhole, IReadOnlyList<IndicatorDefinition> Definitions, List<IndicatorValue> Values);

    public async Task RunAsync(JobRun run)
    {
        var county = run.Payload<SnapshotOrder>().County;
        // The sources read inside the scope of their context; this job's is its county.
        scope.Narrow(county);
        user.Area = county;
        var (from, below) = Scope.Range(county);
        await loans.RefreshAsync(from, below, run.Cancelled);
        var known = (await reader.Set<KeptRows>().Where(r => r.Division >= from && r.Division < below).Select(r => r.Id).ToListAsync(run.Cancelled)).ToHashSet();
        var rows = new List<KeptRows>();
        var wanted = await WantedAsync(county, run.Cancelled);
        foreach (var (at, kept) in wanted.Index())
        {
            foreach (var (done, (definition, by)) in kept.Definitions.SelectMany(d => d.By.Select(b => (d, b))).Index())
            {
                run.Report(((at * 100) + (done * 100 / Math.Max(1, kept.Definitions.Count * 2))) * 90 / (wanted.Count * 100), definition.Title);
                kept.Values.AddRange(await ValuesAsync(definition, by, kept.Day, (from, below), row =>
                {
                    if (known.Add(row.Id))
                        rows.Add(row);
                }, run.Cancelled));
            }
        }
        var lines = new IndicatorLines(await inForce.LoadAsync(run.Cancelled), places);
        await run.CompleteAsync(async db =>
        {
            var spans = new IndicatorSpans(db, county);
            Bulk.Insert(db, rows);
            var changed = 0;
            foreach (var kept in wanted)
            {
                changed += await spans.PutAsync(kept.Definitions, kept.Values, kept.Day, kept.Below, run.Cancelled);
                await spans.NoteAsync(kept.Definitions, kept.Day, kept.IsWhole, clock.Now, run.Cancelled);
            }
            await spans.SweepAsync(run.Cancelled);
            var today = wanted[^1];
            var crossed = await new RedLines(db, lines, places, clock.Today, clock.Now).JudgeAsync(county, today.Definitions, today.Values.ToLookup(v => (v.Key, v.By)), run.Cancelled);
            return new JobResult($"已留存 {clock.Today:yyyy-MM-dd} 指标 {wanted[^1].Values.Count:N0} 个，有变化 {changed:N0} 个{(crossed > 0 ? $"，新越红线 {crossed:N0} 处" : string.Empty)}。", "/indicators");
        });
    }

    /// <summary>Days to keep, today last.</summary>
    private async Task<List<Kept>> WantedAsync(long county, CancellationToken ct)
    {
        var all = book.All.Where(d => d.Missing is null && !d.IsAlwaysLive).ToList();
        var dated = all.Where(d => d.IsDated).ToList();
        var month = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        var ends = Enumerable.Range(1, MonthsBack - 1).Select(back => month.AddMonths(-back).AddDays(-1)).ToList();
        var kept = (await reader.Set<IndicatorRun>().Where(r => r.Division == county && ends.Contains(r.On)).Select(r => r.On).ToListAsync(ct)).ToHashSet();
        // First the same month of last year, then from the nearest
        var makeUp = ends.Where(e => !kept.Contains(e)).OrderBy(e => e != ends[^2]).ThenByDescending(e => e).Take(MadeUp);
        return [.. makeUp.Prepend(month.AddDays(-1)).Select(day => new Kept(day, day.AddDays(1), false, dated, [])), new(clock.Today, IndicatorValue.Open, true, all, [])];
    }

    private async Task<IEnumerable<IndicatorValue>> ValuesAsync(IndicatorDefinition definition, string by, DateOnly day, (long From, long Below) area, Action<KeptRows> keep, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            if (await source.SetsAsync(definition.Key, by, IndicatorMonth.At(day), ct) is not { } sets)
                continue;
            var tops = await SideAsync(sets.Numerator, area, keep, ct);
            var bottoms = await SideAsync(sets.Denominator, area, keep, ct);
            return tops.Keys.Union(bottoms.Keys).Select(d => new IndicatorValue
            {
                Key = definition.Key, By = by, Division = d, From = day, Below = IndicatorValue.Open, At = clock.Now, Numerator = tops.GetValueOrDefault(d).Sum, Denominator = bottoms.GetValueOrDefault(d).Sum,
                NumeratorRows = tops.GetValueOrDefault(d).Rows, DenominatorRows = bottoms.GetValueOrDefault(d).Rows, Version = definition.Version,
            });
        }
        return [];
    }

    private async Task<Dictionary<long, (long Sum, Guid? Rows)>> SideAsync(RowSet? set, (long From, long Below) area, Action<KeptRows> keep, CancellationToken ct)
    {
        var sides = new Dictionary<long, (long, Guid?)>();
        foreach (var village in (set is null ? [] : await set.KeysAsync(area.From, area.Below, ct)).GroupBy(k => k.Division))
        {
            var rows = KeptRows.Of(village.Key, village, set!.IsSealed ? seal : null);
            keep(rows);
            sides[village.Key] = (village.Sum(k => k.Value), rows.Id);
        }
        return sides;
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
        var done = await db.Set<IndicatorRun>().Where(r => r.On == today && r.IsWhole).Select(r => r.Division / 1_000_000).ToListAsync(ct);
        var tried = await db.Set<Job>().Where(j => j.Kind == SnapshotJob.JobKind && (j.CreatedAt > since || j.State == JobState.Waiting || j.State == JobState.Running)).Select(j => j.Division / 1_000_000).ToListAsync(ct);
        var due = counties.Select(c => (long)c).Except(done).Except(tried).ToList();
        foreach (var county in due)
            db.Add(Draft(board, county * 1_000_000, today, "系统"));
        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    public static Job Draft(JobBoard board, long county, DateOnly today, string by) => board.Draft(SnapshotJob.JobKind, $"留存指标 {today:yyyy-MM-dd}", new SnapshotOrder(county), county, by);
}
