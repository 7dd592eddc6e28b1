using System.Diagnostics;
using System.Globalization;

namespace Xianjie.Bench.Pages;

/// <summary>
/// Many clients on a running server: list, deep page, name search and record page, first with time to think between clicks as people
/// have it, then as fast as the server answers. Prints one markdown table for each.
/// </summary>
internal static class PagesBench
{
    private const int Clients = 32;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(15), Measured = TimeSpan.FromSeconds(30);

    public static async Task Run(string server, string login, string password, string[] rest)
    {
        var seconds = rest.Length > 0 ? TimeSpan.FromSeconds(int.Parse(rest[0], CultureInfo.InvariantCulture)) : Measured;
        var visitors = new List<Visitor>();
        for (var i = 0; i < Clients; i++)
            visitors.Add(await Visitor.SignInAsync(server, login, password));
        var pages = await Addresses.FindAsync(visitors[0]);
        Console.WriteLine($"{Clients} clients, {pages.Households:N0} households, {Environment.ProcessorCount} cores; client and server on the same machine");
        await RoundAsync(visitors, pages, TimeSpan.Zero, Warm);
        foreach (var think in (TimeSpan[])[TimeSpan.FromSeconds(1), TimeSpan.Zero])
        {
            var clock = Stopwatch.StartNew();
            var taken = await RoundAsync(visitors, pages, think, seconds);
            Print(think, taken, clock.Elapsed);
        }
        visitors.ForEach(v => v.Dispose());
    }

    private static async Task<List<(PageKind Kind, double Milliseconds)>> RoundAsync(List<Visitor> visitors, Addresses pages, TimeSpan think, TimeSpan length)
    {
        var clock = Stopwatch.StartNew();
        var taken = await Task.WhenAll(visitors.Select((visitor, i) => Task.Run(() => ClickAsync(visitor, pages, new Random(i), think, () => clock.Elapsed < length))));
        return [.. taken.SelectMany(t => t)];
    }

    private static async Task<List<(PageKind Kind, double Milliseconds)>> ClickAsync(Visitor visitor, Addresses pages, Random random, TimeSpan think, Func<bool> goesOn)
    {
        var taken = new List<(PageKind, double)>();
        // Clients do not start in step
        await Task.Delay(think * random.NextDouble());
        while (goesOn())
        {
            var kind = (PageKind)random.Next(Enum.GetValues<PageKind>().Length);
            var path = pages.Path(kind, random);
            var start = Stopwatch.GetTimestamp();
            await visitor.ReadAsync(path);
            taken.Add((kind, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            // Half to one and a half times the mean
            if (think > TimeSpan.Zero)
                await Task.Delay(think * (0.5 + random.NextDouble()));
        }
        return taken;
    }

    private static void Print(TimeSpan think, List<(PageKind Kind, double Milliseconds)> taken, TimeSpan length)
    {
        Console.WriteLine();
        Console.WriteLine(think > TimeSpan.Zero ? $"{think.TotalSeconds:0.#} s to think between clicks" : "no time to think");
        Console.WriteLine();
        Console.WriteLine("| page | requests | p50 ms | p95 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var kind in Enum.GetValues<PageKind>())
            Line(Addresses.Title(kind), [.. taken.Where(t => t.Kind == kind).Select(t => t.Milliseconds).Order()]);
        Line($"all, {taken.Count / length.TotalSeconds:0} a second", [.. taken.Select(t => t.Milliseconds).Order()]);
    }

    private static void Line(string title, double[] sorted)
    {
        if (sorted.Length == 0)
            return;
        string At(double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)].ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine($"| {title} | {sorted.Length} | {At(0.5)} | {At(0.95)} | {At(0.99)} |");
    }
}
