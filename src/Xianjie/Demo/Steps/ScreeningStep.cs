using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Comparison.Verbs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps;

/// <summary>Compares the last two months; between them the villages visit part of the clues and find what the hidden truth says.</summary>
internal sealed class ScreeningStep(JobBoard board, Worker worker, WriteGate gate, WorkingDays calendar, Clock clock) : IDemoStep
{
    private const int VisitedClues = 240, SentClues = 160;

    public int Order => 200;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var last = context.Options.AsOf.AddDays(-1);
        var before = new DateOnly(last.Year, last.Month, 1).AddDays(-1);
        await TruthAsync(context, ct);
        await ScreenAsync(context, before, ct);
        context.Say($"入户核实 {await VisitAsync(context.County, before, ct)} 条");
        await ScreenAsync(context, last, ct);
        context.Say($"派发线索 {await SendAsync(context.County, ct)} 条");
    }

    private async Task ScreenAsync(DemoContext context, DateOnly asOf, CancellationToken ct)
    {
        var job = await ScreenVerb.EnqueueAsync(context.Services, new ScreeningOrder(context.County, asOf, false, "莫文静（演示）"), ct);
        await worker.RunAllAsync(ct);
        await using var db = board.Open();
        context.Say($"比对 {asOf:yyyy-MM-dd}：{await db.Set<Job>().Where(j => j.Id == job).Select(j => j.Outcome).SingleAsync(ct)}");
    }

    private async Task TruthAsync(DemoContext context, CancellationToken ct)
    {
        var path = Path.Combine(context.Folder, "truth.csv");
        await using var db = board.Open();
        var homes = await db.Set<Household>().AsNoTracking().Select(h => new { h.HouseholdNo, h.Id, h.Division }).ToDictionaryAsync(h => h.HouseholdNo, ct);
        await using var content = File.OpenRead(path);
        using var table = TableReader.Open(content, "truth.csv", TableLimits.Default).Value;
        var at = table.Header.Columns.ToDictionary(c => c.Leaf, c => c.Index);
        var rows = table.Rows.Where(r => homes.ContainsKey(r[at["户编号"]].Text)).Select(r => new TruthRow
        {
            HouseholdId = homes[r[at["户编号"]].Text].Id, Division = homes[r[at["户编号"]].Text].Division, AtRisk = r[at["是否真有风险"]].Text == "是", Risk = r[at["风险类型"]].Text,
            Since = DateOnly.ParseExact(r[at["起始日期"]].Text, "yyyy-MM-dd", CultureInfo.InvariantCulture), Reason = r[at["原因"]].Text, Rules = r[at["应由哪些规则发现"]].Text, Nature = r[at["性质"]].Text,
        });
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var count = Bulk.Insert(db, rows);
        await transaction.CommitAsync(ct);
        context.Say($"演示真值 {count:N0} 条");
    }

    private async Task<int> VisitAsync(long county, DateOnly asOf, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var clues = await PickAsync(db, county, VisitedClues, ct);
        var homes = clues.Select(c => c.HouseholdId).ToList();
        var atRisk = (await db.Set<TruthRow>().Where(t => homes.Contains(t.HouseholdId) && t.AtRisk).Select(t => t.HouseholdId).ToListAsync(ct)).ToHashSet();
        var watched = (await db.Set<Household>().Where(h => homes.Contains(h.Id) && h.RiskState == "未消除风险监测户").Select(h => h.Id).ToListAsync(ct)).ToHashSet();
        var sent = calendar.Add(asOf, 3);
        foreach (var clue in clues)
        {
            var result = atRisk.Contains(clue.HouseholdId) ? watched.Contains(clue.HouseholdId) ? ClueState.已知 : ClueState.属实 : ClueState.不属实;
            Visit(db, clue, result, sent);
        }
        db.Act = new Act("演示", "入户核实");
        await db.SaveChangesAsync(ct);
        return clues.Count;
    }

    private void Visit(XianjieDb db, Clue clue, ClueState result, DateOnly sent)
    {
        var (due, day) = (calendar.Add(sent, 2), calendar.Add(sent, 1));
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(16, 0)), TimeSpan.FromHours(8));
        clue.Dispatch(sent, due);
        var work = Dispatching.Work(clue, "莫文静（演示）", at.AddDays(-1), due);
        work.Finish("韦晓燕（演示）", at, result.ToString());
        var note = result switch
        {
            ClueState.属实 => "入户看到情况属实，家里一时难以自己应对。",
            ClueState.已知 => "已是监测对象，帮扶责任人已掌握并在跟进。",
            _ => "情况不属实或已自行解决，不影响基本生活。",
        };
        clue.Close(result, day, note);
        db.Add(work);
        db.Add(new Visit
        {
            ClueId = clue.Id, HouseholdId = clue.HouseholdId, Division = clue.Division, VisitedOn = day, Visitors = "韦晓燕、覃志强", Result = result, Note = note,
            By = "韦晓燕（演示）", At = at, FormKey = Guid.CreateVersion7(),
        });
    }

    private async Task<int> SendAsync(long county, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var clues = await PickAsync(db, county, SentClues, ct);
        var (today, due) = (clock.Today, calendar.Add(clock.Today, 2));
        foreach (var clue in clues)
        {
            clue.Dispatch(today, due);
            db.Add(Dispatching.Work(clue, "莫文静（演示）", clock.Now, due));
        }
        db.Act = new Act("演示", "派发线索");
        await db.SaveChangesAsync(ct);
        return clues.Count;
    }

    /// <summary>The most urgent clues of the county, and a few of the village whose collector has an account, so that the inbox is not empty.</summary>
    private static async Task<List<Clue>> PickAsync(XianjieDb db, long county, int count, CancellationToken ct)
    {
        var villages = await db.Set<User>().Where(u => u.Role == Roles.Collector).Select(u => u.Division).ToListAsync(ct);
        var waiting = db.Set<Clue>().Where(c => c.State == ClueState.待核查 && c.Division >= county && c.Division < county + 1_000_000);
        var here = await waiting.Where(c => villages.Contains(c.Division)).OrderByDescending(c => c.Priority).ThenBy(c => c.Id).Take(6).ToListAsync(ct);
        var all = await waiting.Where(c => c.Kind == ClueKind.风险线索).OrderByDescending(c => c.Priority).ThenBy(c => c.Id).Take(count).ToListAsync(ct);
        return [.. here.Concat(all).DistinctBy(c => c.Id)];
    }
}
