using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Platform.Time;
using Xianjie.Registry.People;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Runs;

/// <summary>What to run: a county on a day; a back-test leaves figures and no clues.</summary>
internal sealed record ScreeningOrder(long County, DateOnly AsOf, bool IsBackTest, string By)
{
    public const string JobKind = "screening";

    public string Title => $"{(IsBackTest ? "回看" : "比对")} {AsOf:yyyy 年 M 月}";

    /// <summary>The last day of the month, or today in the present one.</summary>
    public static DateOnly AsOfMonth(int year, int month, DateOnly today)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last < today ? last : today;
    }
}

/// <summary>Screens a county: facts in, rules over them, hits merged into clues. Everything it leaves is written in the transaction that ends the job.</summary>
internal sealed class ScreeningJob(JobBoard board, RuleBook book, RegistryFields registry, FileStore files, Seal seal, WorkingDays calendar, Clock clock, IEnumerable<IFactSource> sources, IDataConsent consent, IEnumerable<IQualityFindings> quality) : IJobHandler
{
    public string Kind => ScreeningOrder.JobKind;

    public async Task RunAsync(JobRun run)
    {
        var order = run.Payload<ScreeningOrder>();
        var watch = Stopwatch.StartNew();
        await using var reader = board.Open();
        var rules = await RulesInForce.LoadAsync(reader, book, order.County, order.AsOf, run.Cancelled);
        var parameters = await CountyParameters.LoadAsync(reader, book, run.Cancelled);
        var facts = await new FactLoading(reader, book, registry, files, seal, order.County, rules, order.AsOf, sources, consent).LoadAsync(run.Report, run.Cancelled);
        if (facts.Households == 0)
            throw new JobRefusedException("本县还没有登记农户，先导入名册再比对。");
        var result = await Task.Run(() => Screener.Run(facts.Store, rules, parameters, order.AsOf,
            new ScreeningOptions { Progress = new Steps(run), IgnoreEffective = true, Threads = FactLoading.Threads }, run.Cancelled), run.Cancelled);
        run.Report(82, "整理命中和依据");
        var findings = Finding.Of(result, facts, book, seal);
        await run.CompleteAsync(db => WriteAsync(db, run, order, parameters, facts, result, findings, watch));
    }

    private async Task<JobResult> WriteAsync(XianjieDb db, JobRun run, ScreeningOrder order, CountyParameters parameters, CountyFacts facts, ScreeningResult result, List<Finding> findings, Stopwatch watch)
    {
        var id = Guid.CreateVersion7();
        var merge = new ClueMerge(db, id, order, parameters, calendar, clock);
        var (opened, closed) = (0, 0);
        if (!order.IsBackTest)
        {
            await merge.WriteAsync([.. findings.Where(f => f.Rule.Class != RuleClass.Quality)]);
            var covered = new QualityRun(order.County, order.AsOf, result.Rules.Where(r => r.Class == RuleClass.Quality).Select(r => r.Id).ToHashSet(StringComparer.Ordinal), null);
            foreach (var taker in quality)
                (opened, closed) = await taker.TakeAsync(db, covered, [.. findings.Where(f => f.Rule.Class == RuleClass.Quality)], run.Cancelled);
            await consent.LeftOutAsync(db, order.County, facts.LeftOut, run.Cancelled);
        }
        db.Add(new ScreeningRun
        {
            Id = id, Division = order.County, AsOf = order.AsOf, Month = order.AsOf.Year * 100 + order.AsOf.Month, IsBackTest = order.IsBackTest, JobId = run.Job.Id,
            By = order.By, At = clock.Now, Households = facts.Households, Persons = facts.Persons, FactRows = facts.Rows, UnmatchedFactRows = facts.Strangers, RowsLeftOut = facts.RowsLeftOut, HouseholdsLeftOut = facts.LeftOut.Count,
            Hits = result.Hits.Count, NewClues = merge.Opened, Joined = merge.Joined, Repeated = merge.Repeated, Milliseconds = (int)watch.ElapsedMilliseconds,
            Rules = JsonSerializer.Serialize(result.Rules.ToDictionary(r => r.Id, book.HashOf)),
            Parameters = JsonSerializer.Serialize(parameters.Snapshot(result.Rules.SelectMany(r => r.Parameters).Select(p => p.Parameter.Key), order.AsOf, order.County), ChangeJson.Options),
            Files = JsonSerializer.Serialize(facts.Files, ChangeJson.Options),
        });
        await RememberRulesAsync(db, result.Rules);
        await FoundMeanwhileAsync(db, order.County);
        await db.SaveChangesAsync();
        Bulk.Insert(db, Counts(id, findings));
        return new JobResult($"命中 {result.Hits.Count:N0} 条；新线索 {merge.Opened:N0} 条，并入 {merge.Joined:N0} 条，与以前相同 {merge.Repeated:N0} 条；数据疑点新增 {opened:N0} 条，消除 {closed:N0} 条。{(facts.LeftOut.Count > 0 ? $"缺授权书 {facts.LeftOut.Count:N0} 户，{facts.RowsLeftOut:N0} 行数据没有比对。" : string.Empty)}", $"/screening/{id}");
    }

    private async Task RememberRulesAsync(XianjieDb db, IReadOnlyList<Rule> rules)
    {
        var known = (await db.Set<RuleVersion>().AsNoTracking().Select(v => v.RuleId + " " + v.Hash).ToListAsync()).ToHashSet();
        foreach (var rule in rules.Where(r => !known.Contains($"{r.Id} {book.HashOf(r)}")))
            db.Add(new RuleVersion { RuleId = rule.Id, Hash = book.HashOf(rule), Text = RuleBook.TextOf(rule), FirstUsedAt = clock.Now });
    }

    /// <summary>
    /// Rows whose person has been registered since: the run has counted them, nobody need decide any more. While keys are changed some indexes
    /// of both differ; those rows are found by the next run.
    /// </summary>
    private static Task<int> FoundMeanwhileAsync(XianjieDb db, long county) => db.Set<UnclaimedRow>()
        .Where(r => r.Division == county && r.State == UnmatchedState.Open && r.InPart && db.Set<Person>().Any(p => p.CitizenIdIndex == r.CitizenIdIndex && p.State == PersonState.Present))
        .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, UnmatchedState.Found).SetProperty(r => r.Version, r => r.Version + 1));

    private static IEnumerable<RunCount> Counts(Guid run, List<Finding> findings) =>
        findings.GroupBy(f => (f.Rule.Id, f.Home.Division)).Select(g => new RunCount
        {
            RunId = run, RuleId = g.Key.Id, Division = g.Key.Division, Risk = g.First().Risk, Class = g.First().Rule.Class.ToString(),
            Hits = g.Count(), Households = g.Select(f => f.Home.Id).Distinct().Count(),
        });

    private sealed class Steps(JobRun run) : IProgress<double>
    {
        public void Report(double value)
        {
            if (!run.Cancelled.IsCancellationRequested)
                run.Report(64 + (int)(value * 17), "逐户比对");
        }
    }
}

/// <summary>The rules that exist on a day, with the county's switches laid over their own.</summary>
internal static class RulesInForce
{
    public static async Task<RuleSet> LoadAsync(XianjieDb db, RuleBook book, long county, DateOnly asOf, CancellationToken ct)
    {
        // A switch stands at the county, above the area of a township or village whose record is being checked.
        var switches = await db.Set<RuleSwitch>().IgnoreQueryFilters().AsNoTracking().Where(s => s.Division == county).ToDictionaryAsync(s => s.RuleId, s => s.IsOn, ct);
        return book.Rules.Where(r => r.EffectiveFrom <= asOf && (r.EffectiveTo is null || asOf <= r.EffectiveTo) && (switches.TryGetValue(r.Id, out var on) ? on : r.Enabled));
    }
}
