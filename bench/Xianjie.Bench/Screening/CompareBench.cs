using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xianjie.Screening;
using Xianjie.Screening.Emit;
using Xianjie.Screening.Language;

namespace Xianjie.Bench.Screening;

/// <summary>One way to the hits: seconds by step, hits by rule, and the greatest memory where it can be told.</summary>
internal sealed record Way(string Name, IReadOnlyList<(string Step, double Seconds)> Steps, IReadOnlyDictionary<string, int> Hits, IReadOnlyList<string> Slow, int Refused, long PeakBytes)
{
    public double Total => Steps.Sum(s => s.Seconds);
}

/// <summary>
/// The same county, the same day and the same rules by four ways in one run: the engine from CSV to hits, the emitted SQL in PostgreSQL and in
/// SQLite, and a bare line reader over the same bytes. The databases are given clean rows: cells checked, dates parsed and codes resolved,
/// which is the engine's work alone. Which household and person a row belongs to they find out with a join, as the engine does.
/// </summary>
internal static class CompareBench
{
    public static readonly DateOnly AsOf = new(2026, 10, 31);

    public static void Run(string folder, string postgres, string shared, bool departments)
    {
        var (catalogue, rules) = ScreeningBench.Rules();
        if (departments) rules = ScreeningBench.Departments(rules);
        var files = ScreeningBench.Files(folder, catalogue);
        var bytes = files.Sum(f => new FileInfo(f.Path).Length);
        Console.WriteLine($"{files.Count} files, {bytes / 1e6:0} MB, {rules.Rules.Count} rules, {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Trim()}");
        var lines = ScreeningBench.Best(3, () => ScreeningBench.ReadLines(files)).TotalSeconds;
        Console.WriteLine($"bare line reader {lines:0.00} s");
        var engine = Engine(folder, departments);
        Console.WriteLine($"engine {JsonSerializer.Serialize(engine)}");
        var chosen = rules.Rules.Where(r => r.IsEffective(AsOf)).ToList();
        var store = ScreeningBench.Load(files, catalogue, rules, 0);
        var expected = Screener.Run(store, rules, null, AsOf).Outcomes.ToDictionary(o => o.Rule.Id, o => o.Hits);
        List<Way> ways = [PostgresWay.Run(postgres, shared, store, catalogue, rules, chosen), SqliteWay.Run(shared, store, catalogue, rules, chosen)];
        Table(lines, engine, ways);
        foreach (var way in ways)
            Differences(way, expected);
    }

    private sealed record EngineTimes(double Fresh, double Started, double Warm, long FreshPeak, long WarmPeak, int Hits);

    /// <summary>A process of its own, so that its memory is its own.</summary>
    private static EngineTimes Engine(string folder, bool departments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["once", folder, departments ? "departments" : "all"]) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Insert(0, typeof(CompareBench).Assembly.Location);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var first = JsonSerializer.Deserialize<Dictionary<string, double>>(process.StandardOutput.ReadLine()!)!;
        var started = clock.Elapsed.TotalSeconds;
        var warm = JsonSerializer.Deserialize<Dictionary<string, double>>(process.StandardOutput.ReadLine()!)!;
        process.WaitForExit();
        return new EngineTimes(first["seconds"], started, warm["seconds"], (long)first["peak"], (long)warm["peak"], (int)first["hits"]);
    }

    /// <summary>The other end of <see cref="Engine"/>: once fresh, then the best of four.</summary>
    public static void Once(string folder, bool departments)
    {
        var (catalogue, rules) = ScreeningBench.Rules();
        if (departments) rules = ScreeningBench.Departments(rules);
        var files = ScreeningBench.Files(folder, catalogue);
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            var hits = ScreeningBench.CsvToHits(files, catalogue, rules, 0);
            var seconds = clock.Elapsed.TotalSeconds;
            if (i > 0) best = Math.Min(best, seconds);
            if (i is 0 or 4) Console.WriteLine(JsonSerializer.Serialize(new { seconds = i == 0 ? seconds : best, peak = PeakBytes(), hits }));
        }
    }

    /// <summary>Greatest resident memory of this process so far.</summary>
    public static long PeakBytes() =>
        long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    private static void Table(double lines, EngineTimes engine, List<Way> ways)
    {
        Console.WriteLine($"""

            | way | seconds | beside the engine, warm | beside the line reader | peak memory |
            |---|---|---|---|---|
            | bare line reader (`StreamReader.ReadLine`, one thread) | {lines:0.00} | {lines / engine.Warm:0.00}× | 1× | |
            | engine, CSV to hits, warm | {engine.Warm:0.00} | 1× | {engine.Warm / lines:0.00}× | {engine.WarmPeak / 1e6:0} MB |
            | engine, CSV to hits, first time in a process | {engine.Fresh:0.00} | {engine.Fresh / engine.Warm:0.00}× | {engine.Fresh / lines:0.00}× | {engine.FreshPeak / 1e6:0} MB |
            | the same with start of the process and reading of the rules | {engine.Started:0.00} | {engine.Started / engine.Warm:0.00}× | {engine.Started / lines:0.00}× | |
            """);
        foreach (var way in ways)
        {
            var steps = string.Join(", ", way.Steps.Select(s => $"{s.Step} {s.Seconds:0.0}"));
            Console.WriteLine($"| {way.Name}: {steps} | {way.Total:0.0} | {way.Total / engine.Warm:0.0}× warm, {way.Total / engine.Started:0.0}× from process start | {way.Total / lines:0.0}× | {(way.PeakBytes > 0 ? $"{way.PeakBytes / 1e6:0} MB on disk" : "")} |");
        }
    }

    private static void Differences(Way way, Dictionary<string, int> expected)
    {
        var other = way.Hits.Where(h => expected[h.Key] != h.Value).Select(h => $"{h.Key} {h.Value} for {expected[h.Key]}").ToList();
        Console.WriteLine($"{way.Name}: {way.Hits.Count} rules, {way.Hits.Values.Sum()} hits, {other.Count} rules with another number of hits {string.Join("; ", other.Take(20))}; {way.Refused} not sayable; stopped after {SqlRules.Patience.TotalSeconds:0} s: {string.Join(" ", way.Slow)}");
    }
}
