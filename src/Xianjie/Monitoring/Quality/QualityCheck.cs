using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Monitoring.Quality;

/// <summary>Runs the data-quality rules by themselves: over a county, or over a few households after they were saved.</summary>
internal sealed class QualityCheck(RuleBook book, RegistryFields registry, FileStore files, Seal seal, Clock clock, IEnumerable<IFactSource> sources, IDataConsent consent, DoubtBook doubts)
{
    /// <summary>The rules that need no department file, over these households; inside the caller's transaction.</summary>
    public async Task<(int Opened, int Closed)> HouseholdsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var (findings, rules) = await FindAsync(db, county, book.IsLocal, households, (_, _) => { }, ct);
        return await doubts.TakeAsync(db, new QualityRun(county, clock.Today, rules, households), findings, ct);
    }

    public async Task<(List<Finding> Findings, IReadOnlySet<string> Rules)> CountyAsync(XianjieDb db, long county, Action<int, string> report, CancellationToken ct) =>
        await FindAsync(db, county, r => r.Class == RuleClass.Quality, null, report, ct);

    private async Task<(List<Finding> Findings, IReadOnlySet<string> Rules)> FindAsync(XianjieDb db, long county, Func<Rule, bool> which, IReadOnlyCollection<Guid>? only, Action<int, string> report, CancellationToken ct)
    {
        var rules = (await RulesInForce.LoadAsync(db, book, county, clock.Today, ct)).Where(which);
        var parameters = await CountyParameters.LoadAsync(db, book, ct);
        var facts = only is null ? await new FactLoading(db, book, registry, files, seal, county, rules, clock.Today, sources, consent).LoadAsync(report, ct) : await new FewFacts(db, book, registry, sources, county).LoadAsync(only, ct);
        var result = Screener.Run(facts.Store, rules, parameters, clock.Today, new ScreeningOptions { IgnoreEffective = true, Threads = only is null ? FactLoading.Threads : 1 }, ct);
        return (Finding.Of(result, facts, book, seal), rules.Rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>When a household is saved its doubts follow at once. A batch is left to the run of the night.</summary>
internal sealed class QualityWatcher(XianjieDb db, QualityCheck check) : IHouseholdWatcher
{
    private const int Few = 20;

    public async Task ChangedAsync(IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        if (households.Count is 0 or > Few || db.Database.CurrentTransaction is null)
            return;
        var counties = await db.Set<Registry.Households.Household>().Where(h => households.Contains(h.Id)).Select(h => h.Division / 1_000_000 * 1_000_000).Distinct().ToListAsync(ct);
        foreach (var county in counties)
            await check.HouseholdsAsync(db, county, households, ct);
    }
}

internal sealed record QualityOrder(long County);

/// <summary>The data-quality rules over a county, as of today.</summary>
internal sealed class QualityJob(JobBoard board, QualityCheck check, DoubtBook doubts, Clock clock) : IJobHandler
{
    public const string JobKind = "quality";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var county = run.Payload<QualityOrder>().County;
        await using var reader = board.Open();
        var (findings, rules) = await Task.Run(() => check.CountyAsync(reader, county, run.Report, run.Cancelled), run.Cancelled);
        run.Report(85, "登记疑点");
        await run.CompleteAsync(async db =>
        {
            var (opened, closed) = await doubts.TakeAsync(db, new QualityRun(county, clock.Today, rules, null), findings, run.Cancelled);
            return new JobResult($"数据疑点新增 {opened:N0} 条，自动消除 {closed:N0} 条。", "/doubts");
        });
    }
}

/// <summary>Every night once for each county that has been run before; doubts whose data were mended elsewhere close by themselves.</summary>
internal sealed class QualitySchedule(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    private const int Hour = 2;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        if (Clock.Local(clock.Now).Hour < Hour)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var today = clock.Today;
        var due = await db.Set<QualityRunDone>().GroupBy(r => r.Division).Where(g => g.Max(r => r.On) < today).Select(g => g.Key).ToListAsync(ct);
        var waiting = await db.Set<Job>().Where(j => j.Kind == QualityJob.JobKind && (j.State == JobState.Waiting || j.State == JobState.Running)).Select(j => j.Division).ToListAsync(ct);
        // One that failed today is not tried again before tomorrow.
        var since = clock.Now.AddHours(-12);
        var tried = await db.Set<Job>().Where(j => j.Kind == QualityJob.JobKind && j.CreatedAt > since).Select(j => j.Division).ToListAsync(ct);
        var fresh = due.Except(waiting).Except(tried).ToList();
        foreach (var county in fresh)
            db.Add(board.Draft(QualityJob.JobKind, $"数据质量核对 {today:yyyy-MM-dd}", new QualityOrder(county), county, "系统"));
        await db.SaveChangesAsync(ct);
        return fresh.Count;
    }
}
