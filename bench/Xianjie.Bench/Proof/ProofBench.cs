using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rollup;
using Xianjie.Ledgers.Rows;
using Xianjie.Monitoring.Indicators;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;

namespace Xianjie.Bench.Proof;

/// <summary>
/// Lists, roll-ups of a county and the figures of its leader over very many rows of very many ledgers, beside SQL written by hand for the same question
/// in the same run. The data folder holds a county made by <c>xianjie demo</c>.
/// </summary>
internal static partial class ProofBench
{
    private const int Lists = 300, Rollups = 60;

    public static async Task RunAsync(string data, string? connection, int count, int rows)
    {
        await using var services = Common.Services(Settings.From(data, connection));
        var database = services.GetRequiredService<Database>();
        Console.WriteLine(database.IsPostgres ? "PostgreSQL" : "SQLite");
        var clock = services.GetRequiredService<Clock>();
        var county = new ProofCounty(database, services.GetRequiredService<LedgerShelf>(), services.GetRequiredService<Seal>(), clock.Today);
        var ledgers = await county.LedgersAsync(count);
        await county.FillAsync(ledgers, rows);
        Console.WriteLine("| what | runs | p50 ms | p95 ms | by hand p50 | p95 | ratio of p50 |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        await ListsAsync(services, ledgers, clock.Today);
        await RollupsAsync(services, ledgers, clock.Today);
        await FiguresAsync(services, clock.Today);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak working set {process.PeakWorkingSet64 / 1e6:0} MB");
    }

    private static async Task ListsAsync(IServiceProvider services, IReadOnlyList<Ledger> ledgers, DateOnly today)
    {
        var (ours, hand, random) = (new List<double>(), new List<double>(), new Random(5));
        for (var i = 0; i < Lists; i++)
        {
            var ledger = ledgers[random.Next(ledgers.Count)];
            var span = Span.Holding(ledger.Period, today);
            ours.Add(await InAsync(services, async s =>
            {
                var ask = new RowAsk(ledger, span, ProofCounty.County);
                var desk = s.GetRequiredService<LedgerServices>();
                await RowQuery.CountAsync(desk.Db, ask, default);
                foreach (var row in (await RowQuery.PageAsync(desk.Db, ask, null, 0, 20, default)).Rows)
                    desk.View.Values(row, ledger);
            }));
            hand.Add(await ByHandAsync(services, $"SELECT id, division, \"values\", (SELECT count(*) FROM (SELECT 1 FROM ledger_row WHERE {Where(ledger, span)} LIMIT 10001) AS c) FROM ledger_row WHERE {Where(ledger, span)} ORDER BY division, id LIMIT 21"));
        }
        Tell("a list of a ledger, first page", ours, hand);
    }

    private static async Task RollupsAsync(IServiceProvider services, IReadOnlyList<Ledger> ledgers, DateOnly today)
    {
        var (ours, hand) = (new List<double>(), new List<double>());
        foreach (var ledger in ledgers.Where(l => l.Rollups.Count > 0).Where((_, at) => at % Math.Max(1, ledgers.Count / Rollups) == 0))
        {
            var span = Span.Holding(ledger.Period, today);
            ours.Add(await InAsync(services, s => s.GetRequiredService<LedgerServices>().Rollup.BuildAsync(new RollupAsk(ledger, span, ProofCounty.County, null, false), default)));
            hand.Add(await ByHandAsync(services, $"SELECT division / 1000, {string.Join(", ", Sums(services.GetRequiredService<Database>(), ledger).Prepend("count(*)"))} FROM ledger_row WHERE {Where(ledger, span)} GROUP BY division / 1000"));
        }
        Tell("roll-up of a county and period", ours, hand);
        var across = new List<(double Taken, string Title)>();
        foreach (var ledger in ledgers)
        {
            LedgerRules? rules = null;
            await InAsync(services, async s => rules = await s.GetRequiredService<LedgerBook>().RulesAsync(ledger, default));
            if (rules!.Looked(rules.RowByRow, rules.Rollups).Count > 0)
                across.Add((await InAsync(services, s => s.GetRequiredService<LedgerServices>().Rollup.BuildAsync(new RollupAsk(ledger, Span.Holding(ledger.Period, today), ProofCounty.County, null, false), default)), ledger.Title));
        }
        Tell("roll-up that looks into other ledgers", [.. across.Select(a => a.Taken)], [.. across.Select(a => a.Taken)]);
        Console.WriteLine("  slowest: " + string.Join("、", across.OrderByDescending(a => a.Taken).Take(5).Select(a => $"{a.Title} {a.Taken:0} ms")));
    }

    /// <summary>The plain sums of the definition as a person would write them; conditions of counts are left out, in favour of the hand.</summary>
    private static IEnumerable<string> Sums(Database database, Ledger ledger)
    {
        foreach (var rollup in ledger.Rollups)
        {
            if (Sum().Match(rollup.Measure) is { Success: true } sum && ledger.Fields.FirstOrDefault(f => f.Name == sum.Groups[1].Value) is { IsSealed: false, Type: not FieldType.Formula } field)
                yield return database.IsPostgres ? $"sum(CAST(\"values\"::json->>'{field.English}' AS numeric))" : $"sum(CAST(json_extract(\"values\", '$.{field.English}') AS REAL))";
        }
    }

    private static async Task FiguresAsync(IServiceProvider services, DateOnly today)
    {
        var keys = services.GetRequiredService<IndicatorBook>().Tiles.SelectMany(t => t.Keys).Distinct().ToList();
        var book = services.GetRequiredService<IndicatorBook>();
        var wanted = keys.Select(book.Find).OfType<IndicatorDefinition>().Select(d => (d.Key, d.By[0])).ToList();
        var cold = await InAsync(services, s => s.GetRequiredService<IndicatorReader>().ViewsAsync(wanted, ProofCounty.County, today, default));
        // what the night does for a county: from then on pages read what was kept
        var (board, night) = (services.GetRequiredService<JobBoard>(), Stopwatch.StartNew());
        await using (var db = board.Open())
        {
            db.Add(board.Draft(SnapshotJob.JobKind, "指标", new SnapshotOrder(ProofCounty.County), ProofCounty.County, "bench"));
            await db.SaveChangesAsync();
        }
        await services.GetRequiredService<Worker>().RunAllAsync(default);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the night run that keeps all indicators | 1 | {night.Elapsed.TotalMilliseconds:0} | | | | |"));
        var warm = new List<double>();
        for (var i = 0; i < 30; i++)
            warm.Add(await InAsync(services, s => s.GetRequiredService<IndicatorReader>().ViewsAsync(wanted, ProofCounty.County, today, default)));
        warm.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all {wanted.Count} figures of the leader, first time | 1 | {cold:0.0} | | | | |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all {wanted.Count} figures of the leader, again | 30 | {warm[15]:0.0} | {warm[28]:0.0} | | | |"));
    }

    private static string Where(Ledger ledger, Span span) =>
        string.Create(CultureInfo.InvariantCulture, $"ledger = '{ledger.Key}' AND period = {span.Number} AND division >= {ProofCounty.County} AND division < {ProofCounty.County + 1_000_000} AND state <> '已退回'");

    private static async Task<double> InAsync(IServiceProvider services, Func<IServiceProvider, Task> act)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(CurrentUser.Principal(new User { Login = "bench", Name = "bench", Role = Roles.Monitor, Division = ProofCounty.County, PasswordHash = string.Empty }));
        scope.ServiceProvider.GetRequiredService<Scope>().Narrow(ProofCounty.County);
        var start = Stopwatch.GetTimestamp();
        await act(scope.ServiceProvider);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<double> ByHandAsync(IServiceProvider services, string sql)
    {
        await using var db = services.GetRequiredService<Database>().Open(Scope.Of(ProofCounty.County), TimeProvider.System);
        await db.Database.OpenConnectionAsync();
        var start = Stopwatch.GetTimestamp();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // names come from the definitions of the bench
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            reader.GetValue(0);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Tell(string what, List<double> ours, List<double> hand)
    {
        ours.Sort();
        hand.Sort();
        double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {ours.Count} | {At(ours, 0.5):0.0} | {At(ours, 0.95):0.0} | {At(hand, 0.5):0.0} | {At(hand, 0.95):0.0} | {At(ours, 0.5) / At(hand, 0.5):0.0} |"));
    }

    [GeneratedRegex(@"^sum\(([^()]+)\)$", RegexOptions.None, 1000)]
    private static partial Regex Sum();
}
