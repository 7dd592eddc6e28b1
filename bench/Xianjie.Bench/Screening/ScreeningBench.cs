using System.Diagnostics;
using System.Globalization;
using Xianjie.Demo;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Bench.Screening;

/// <summary>From CSV to hits over a county: time and memory, beside one pass of a bare line-splitting reader over the same bytes.</summary>
internal static class ScreeningBench
{
    private static readonly DateOnly AsOf = new(2026, 10, 31);

    public static async Task Prepare(int people, string folder) =>
        await DemoCounty.Generate(new DemoOptions { People = people, OutDir = folder, Gbk = false });

    public static void Run(string folder, string[] rest)
    {
        var threads = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 0;
        var (catalogue, rules) = Rules();
        if (rest.Contains("departments")) rules = Departments(rules);
        var files = Files(folder, catalogue);
        var bytes = files.Sum(f => new FileInfo(f.Path).Length);
        Console.WriteLine($"{files.Count} files, {bytes / 1e6:0} MB, {rules.Rules.Count} rules, {Environment.ProcessorCount} cores");
        var bare = Best(3, () => BareLines(files));
        Console.WriteLine($"bare line reader, bytes      {bare.TotalMilliseconds,8:0} ms (1 thread)");
        Console.WriteLine($"bare line reader, ReadLine   {Best(2, () => ReadLines(files)).TotalMilliseconds,8:0} ms (1 thread)");
        if (rest.Contains("parts"))
        {
            for (var i = 0; i < (rest.Contains("once") ? 1 : 4); i++) Parts(files, catalogue, rules, threads, bare);
            return;
        }
        (FactStore? Store, ScreeningResult? Result) last = default;
        for (var i = 0; i < (rest.Contains("once") ? 1 : rest.Contains("many") ? 12 : 4); i++)
        {
            last = default;
            GC.Collect();
            last = Whole(files, catalogue, rules, threads, bare);
        }
        var (store, result) = (last.Store!, last.Result!);
        WhatIf(store, rules);
        OneHousehold(store, rules);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak working set {process.PeakWorkingSet64 / 1e6:0} MB");
        var memory = store.Memory().ToList();
        Console.WriteLine($"facts {memory.Sum(m => m.Bytes) / 1e6:0} MB");
        foreach (var part in memory.OrderByDescending(m => m.Bytes).Take(rest.Contains("memory") ? 40 : 0))
            Console.WriteLine($"  {part.Bytes / 1e6,6:0.0} MB {part.Fact}.{part.Column}");
        foreach (var outcome in result.Outcomes.OrderByDescending(o => o.Elapsed).Take(rest.Contains("rules") ? 100 : 5))
            Console.WriteLine($"  {outcome.Rule.Id,-8} {outcome.Elapsed.TotalMilliseconds,7:0.0} ms  {outcome.Hits,8} hits");
        if (rest.Contains("report"))
            foreach (var file in store.Report.Files)
                Console.WriteLine($"  {file.File,-24} {file.Rows,9} rows {file.Accepted,9} ok {file.Unmatched,7} unmatched {file.RefusedRows,6}/{file.RefusedCells,6} refused {file.Failure}");
    }

    private static (FactStore, ScreeningResult) Whole(List<(FactTable Fact, string Path)> files, Catalogue catalogue, RuleSet rules, int threads, TimeSpan bare)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var store = Load(files, catalogue, rules, threads);
        var (loaded, loadedCpu) = (clock.Elapsed, Environment.CpuUsage.TotalTime - cpu);
        var loading = GC.GetTotalAllocatedBytes() - allocated;
        var result = Screener.Run(store, rules, null, AsOf, new ScreeningOptions { Threads = threads });
        var all = clock.Elapsed;
        using var process = Process.GetCurrentProcess();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Console.WriteLine($"load {loaded.TotalMilliseconds,6:0} + screen {(all - loaded).TotalMilliseconds,5:0} = {all.TotalMilliseconds,6:0} ms, {all / bare:0.00}x bare; cpu {loadedCpu.TotalMilliseconds:0} + {(cpu - loadedCpu).TotalMilliseconds:0} ms;"
            + $" {store.Households} households, {store.Persons} persons, {result.Hits.Count} hits; allocated {loading / 1e6:0} + {(GC.GetTotalAllocatedBytes() - allocated - loading) / 1e6:0} MB, gen2 {GC.CollectionCount(2)}, peak {process.PeakWorkingSet64 / 1e6:0} MB");
        return (store, result);
    }

    /// <summary>The same in parts that are put aside on disk, so that memory stays small.</summary>
    private static void Parts(List<(FactTable Fact, string Path)> files, Catalogue catalogue, RuleSet rules, int threads, TimeSpan bare)
    {
        var (clock, cpu, allocated) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        using var parts = Read(files, sources => FactLoader.LoadParts(catalogue, sources, Path.GetTempPath(), Options(rules, threads)));
        var (loaded, loadedCpu, hits) = (clock.Elapsed, Environment.CpuUsage.TotalTime - cpu, 0);
        using var process = Process.GetCurrentProcess();
        var loadPeak = process.PeakWorkingSet64;
        parts.Screen(rules, null, AsOf, r => hits += r.Hits.Count, new ScreeningOptions { Threads = threads });
        var all = clock.Elapsed;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        process.Refresh();
        Console.WriteLine($"in {parts.Count} parts: load {loaded.TotalMilliseconds,6:0} + screen {(all - loaded).TotalMilliseconds,5:0} = {all.TotalMilliseconds,6:0} ms, {all / bare:0.00}x bare; cpu {loadedCpu.TotalMilliseconds:0} + {(cpu - loadedCpu).TotalMilliseconds:0} ms;"
            + $" {hits} hits; {parts.Bytes / 1e6:0} MB on disk; allocated {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:0} MB, gen2 {GC.CollectionCount(2)}, peak {loadPeak / 1e6:0}, {process.PeakWorkingSet64 / 1e6:0} MB");
    }

    public static (Catalogue, RuleSet) Rules()
    {
        var catalogue = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue"));
        return (catalogue, RuleSet.Load(Path.Combine(AppContext.BaseDirectory, "rules"), catalogue).OrThrow());
    }

    public static FactStore Load(List<(FactTable Fact, string Path)> files, Catalogue catalogue, RuleSet rules, int threads) =>
        Read(files, sources => FactLoader.Load(catalogue, sources, Options(rules, threads)));

    /// <summary>The way whose time and memory count.</summary>
    public static int CsvToHits(List<(FactTable Fact, string Path)> files, Catalogue catalogue, RuleSet rules, int threads)
    {
        var hits = 0;
        using var parts = Read(files, sources => FactLoader.LoadParts(catalogue, sources, Path.GetTempPath(), Options(rules, threads)));
        parts.Screen(rules, null, AsOf, found => hits += found.Hits.Count, new ScreeningOptions { Threads = threads });
        return hits;
    }

    /// <summary>The rules of the monthly run; those on the quality of the registry have a run of their own.</summary>
    public static RuleSet Departments(RuleSet rules) => rules.Where(r => r.Class != RuleClass.Quality);

    private static LoadOptions Options(RuleSet rules, int threads) => new() { Columns = rules.Columns, Today = AsOf.AddDays(31), Threads = threads };

    private static T Read<T>(List<(FactTable Fact, string Path)> files, Func<List<CsvSource>, T> load)
    {
        var streams = files.Select(f => new FileStream(f.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0)).ToList();
        var loaded = load([.. files.Select((f, i) => new CsvSource(f.Fact, Path.GetFileName(f.Path), streams[i]))]);
        streams.ForEach(s => s.Dispose());
        return loaded;
    }

    private static void WhatIf(FactStore store, RuleSet rules)
    {
        var changed = rules.Parameters.With([("住院累计自付线", null, 300_000L)]);
        var time = Best(5, () => Screener.Run(store, rules, changed, AsOf));
        Console.WriteLine($"what-if, all rules           {time.TotalMilliseconds,8:0.0} ms");
    }

    private static void OneHousehold(FactStore store, RuleSet rules)
    {
        const int count = 2000;
        for (var i = 0; i < 500; i++) LiveHousehold.Screen(LiveHousehold.Copy(store, i), rules, AsOf);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++) LiveHousehold.Screen(LiveHousehold.Copy(store, i * (store.Households / count)), rules, AsOf);
        Console.WriteLine($"one household live           {clock.Elapsed.TotalMilliseconds / count,8:0.000} ms");
    }

    private static int BareLines(List<(FactTable Fact, string Path)> files)
    {
        var buffer = new byte[1 << 20];
        var lines = 0;
        foreach (var (_, path) in files)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                var rest = buffer.AsSpan(0, read);
                for (int at; (at = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(at + 1)..]) lines++;
            }
        }
        return lines;
    }

    public static int ReadLines(List<(FactTable Fact, string Path)> files)
    {
        var lines = 0;
        foreach (var (_, path) in files)
        {
            using var reader = new StreamReader(path);
            while (reader.ReadLine() is not null) lines++;
        }
        return lines;
    }

    public static TimeSpan Best<T>(int times, Func<T> work)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            if (clock.Elapsed < best) best = clock.Elapsed;
        }
        return best;
    }

    public static List<(FactTable Fact, string Path)> Files(string folder, Catalogue catalogue) =>
        [.. new[] { "registry", "departments" }.Select(f => Path.Combine(folder, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.GetFiles(f, "*.csv")).Order(StringComparer.Ordinal)
            .Select(path => (Fact: catalogue[Path.GetFileNameWithoutExtension(path)]!, path)).Where(f => f.Fact is not null)];
}
