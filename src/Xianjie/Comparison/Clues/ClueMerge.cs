using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Clues;

/// <summary>
/// Joins the findings of a run to clues. Same household, kind, risk and cause: the open clue takes the new evidence, or one closed not
/// longer ago than the merge window (monitoring.md §8); evidence that is there already is not written again.
/// </summary>
internal sealed class ClueMerge(XianjieDb db, Guid run, ScreeningOrder order, CountyParameters parameters, WorkingDays calendar, Clock clock)
{
    private sealed class Standing
    {
        public required Guid Id { get; init; }
        public required string Rules { get; init; }
        public required bool Open { get; init; }
        public HashSet<string> Prints { get; } = [];
    }

    private readonly List<Clue> fresh = [];
    private readonly List<ClueHit> hits = [];
    private readonly List<ClueSource> sources = [];
    private readonly HashSet<(Guid Clue, string Department)> named = [];
    private readonly List<WorkItem> works = [];
    private readonly Dictionary<Guid, (int Hits, string Rules, int Priority)> joins = [];
    private readonly Act act = new(order.By, "比对发现线索", order.Title, Batch: run);

    public int Opened => fresh.Count;
    /// <summary>Hits that brought new evidence to a clue that was there.</summary>
    public int Joined { get; private set; }
    public int Repeated { get; private set; }

    public async Task WriteAsync(List<Finding> findings)
    {
        var standing = await StandingAsync();
        var rulesOf = findings.Where(f => f.Kind == ClueKind.风险线索).GroupBy(f => f.Home.Id).ToDictionary(g => g.Key, g => g.Select(f => f.Rule.Id).Distinct().Count());
        foreach (var group in findings.GroupBy(f => Clue.KeyOf(f.Home.Id, f.Kind, f.Risk, f.Rule.Cause)))
            Take(group.Key, [.. group.DistinctBy(f => f.Fingerprint)], standing, rulesOf.GetValueOrDefault(group.First().Home.Id, 1));
        if (parameters.Whole("线索自动派发", order.AsOf, order.County, 0) == 1)
            DispatchAll();
        Bulk.Insert(db, fresh);
        ChangeSet.Insert(db, new BulkChanges(db, typeof(Clue)).Added(fresh, act, clock.Now));
        Bulk.Insert(db, hits);
        Bulk.Insert(db, sources);
        Bulk.Insert(db, works);
        ChangeSet.Insert(db, new BulkChanges(db, typeof(WorkItem)).Added(works, act, clock.Now));
        await JoinAsync();
    }

    private async Task<Dictionary<string, Standing>> StandingAsync()
    {
        var window = parameters.Whole("线索合并天数", order.AsOf, order.County, 90);
        var (county, since) = (order.County, clock.Today.AddDays(-window));
        var rows = db.Set<Clue>().AsNoTracking().Where(c => c.Division >= county && c.Division < county + 1_000_000 && (c.OpenKey != null || c.ClosedOn >= since));
        var known = new Dictionary<string, Standing>(StringComparer.Ordinal);
        var byId = new Dictionary<Guid, Standing>();
        foreach (var clue in await rows.OrderBy(c => c.OpenKey != null).ThenBy(c => c.ClosedOn).Select(c => new { c.Id, c.Key, c.Rules, Open = c.OpenKey != null }).ToListAsync())
            byId[clue.Id] = known[clue.Key] = new Standing { Id = clue.Id, Rules = clue.Rules, Open = clue.Open };
        var prints = db.Set<ClueHit>().AsNoTracking().Where(h => rows.Any(c => c.Id == h.ClueId)).Select(h => new { h.ClueId, h.Fingerprint });
        await foreach (var print in prints.AsAsyncEnumerable())
            byId[print.ClueId].Prints.Add(print.Fingerprint);
        return known;
    }

    private void Take(string key, List<Finding> found, Dictionary<string, Standing> standing, int rulesOfHousehold)
    {
        var first = found[0];
        var priority = Priority(first, rulesOfHousehold);
        if (!standing.TryGetValue(key, out var clue) && !IsReported(first, standing, out clue))
        {
            var opened = Open(key, found, priority);
            fresh.Add(opened);
            hits.AddRange(found.Select(f => HitOf(opened.Id, f)));
            AddSources(opened.Id, found);
            return;
        }
        var news = found.Where(f => !clue.Prints.Contains(f.Fingerprint)).ToList();
        Repeated += found.Count - news.Count;
        if (news.Count == 0)
            return;
        Joined += news.Count;
        hits.AddRange(news.Select(f => HitOf(clue.Id, f)));
        AddSources(clue.Id, news);
        // Several causes may join one reported clue in the same run
        var before = joins.GetValueOrDefault(clue.Id, (0, clue.Rules, 0));
        joins[clue.Id] = (before.Item1 + news.Count, RuleList(before.Item2.Split(';').Concat(news.Select(f => f.Rule.Id))), Math.Max(before.Item3, priority));
    }

    /// <summary>What people reported and nobody has looked into yet takes in whatever the comparison finds for the same household and risk.</summary>
    private static bool IsReported(Finding finding, Dictionary<string, Standing> standing, [NotNullWhen(true)] out Standing? clue)
    {
        var known = standing.GetValueOrDefault(Clue.KeyOf(finding.Home.Id, finding.Kind, finding.Risk, ClueIntake.Cause));
        clue = known is { Open: true } ? known : null;
        return clue is not null;
    }

    private void AddSources(Guid clue, List<Finding> found)
    {
        foreach (var f in found.Where(f => named.Add((clue, f.Rule.Department))))
            sources.Add(new ClueSource
            {
                ClueId = clue, HouseholdId = f.Home.Id, Division = f.Home.Division, Channel = ClueChannel.部门筛查预警, Source = f.Rule.Department, Number = f.Rule.Id,
                Link = $"/screening/{run}", Origin = run, On = order.AsOf, By = order.By, At = clock.Now,
            });
    }

    private Clue Open(string key, List<Finding> found, int priority)
    {
        var first = found[0];
        return new Clue
        {
            HouseholdId = first.Home.Id, HouseholdNo = first.Home.Number, HeadName = first.Home.Head, Division = first.Home.Division, Kind = first.Kind, Risk = first.Risk,
            Cause = first.Rule.Cause, Title = first.Rule.Title, Rules = RuleList(found.Select(f => f.Rule.Id)), Department = first.Rule.Department, Channels = ClueChannels.Screening, Priority = priority,
            FoundOn = order.AsOf, LastHitOn = order.AsOf, Hits = found.Count, RunId = run, Key = key,
        }.Opened();
    }

    /// <summary>The kind of clue, then how many risk rules point at the household, then whether it is under monitoring already.</summary>
    private static int Priority(Finding finding, int rulesOfHousehold) =>
        (finding.Kind switch { ClueKind.风险线索 => 20, ClueKind.排除疑点 => 10, ClueKind.状态同步 => 5, _ => 1 })
        + (finding.Kind == ClueKind.风险线索 ? Math.Min(10, rulesOfHousehold - 1) * 5 : 0)
        + (finding.Home.RiskState == "未消除风险监测户" ? 3 : 0);

    private static string RuleList(IEnumerable<string> ids) => $";{string.Join(';', ids.Where(i => i.Length > 0).Distinct().Order(StringComparer.Ordinal))};";

    private ClueHit HitOf(Guid clue, Finding finding) => new()
    {
        ClueId = clue, HouseholdId = finding.Home.Id, PersonId = finding.PersonId, Division = finding.Home.Division, RunId = run, RuleId = finding.Rule.Id,
        RuleHash = finding.RuleHash, AsOf = order.AsOf, Fingerprint = finding.Fingerprint, ContentSealed = finding.Content,
    };

    private void DispatchAll()
    {
        var due = calendar.Add(clock.Today, parameters.Whole("入户天数", clock.Today, order.County, 2));
        works.AddRange(fresh.Select(c =>
        {
            c.Dispatch(clock.Today, due);
            return Dispatching.Work(c, order.By, clock.Now, due);
        }));
    }

    private async Task JoinAsync()
    {
        db.Act = act with { What = "比对并入线索" };
        foreach (var ids in joins.Keys.Chunk(400))
        {
            foreach (var clue in await db.Set<Clue>().Where(c => ids.Contains(c.Id)).ToListAsync())
            {
                var (count, rules, priority) = joins[clue.Id];
                clue.Join(order.AsOf, count, rules, priority);
                clue.Came(ClueChannel.部门筛查预警);
            }
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }
}

/// <summary>Sends clues to villages as work with a deadline.</summary>
internal static class Dispatching
{
    public const string WorkKind = "线索核查";

    public static WorkItem Work(Clue clue, string by, DateTimeOffset at, DateOnly due) => new()
    {
        Kind = WorkKind, Title = $"核查{clue.Kind}：{clue.HeadName}（{clue.HouseholdNo}）{clue.Title}", Link = $"/clues/{clue.Id}", Subject = clue.Id,
        Division = clue.Division, Role = Roles.Collector, CreatedBy = by, CreatedAt = at, Due = due,
    };
}
