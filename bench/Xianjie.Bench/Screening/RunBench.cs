using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Comparison.Verbs;
using Xianjie.Platform;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Bench.Screening;

/// <summary>A run of the product over a county in its database, step by step: time, what lives on the heap after it, and the peak.</summary>
internal static class RunBench
{
    private static readonly DateOnly AsOf = new(2026, 10, 31);

    public static async Task Run(string data, string? database)
    {
        var builder = Host.CreateApplicationBuilder();
        Modules.Add(builder.Services, Settings.From(data, database));
        using var host = builder.Build();
        var services = host.Services;
        var book = services.GetRequiredService<RuleBook>();
        await using var db = services.GetRequiredService<JobBoard>().Open();
        var clock = Stopwatch.StartNew();
        void Tell(string step)
        {
            var elapsed = clock.Elapsed;
            var before = GC.GetTotalMemory(false);
            var live = GC.GetTotalMemory(true);
            using var process = Process.GetCurrentProcess();
            Console.WriteLine($"{step,-40} {elapsed.TotalSeconds,6:0.0} s; heap {before / 1e6,5:0} MB, lives {live / 1e6,5:0} MB, now {process.WorkingSet64 / 1e6,5:0} MB, peak {process.PeakWorkingSet64 / 1e6,5:0} MB");
            clock.Restart();
        }

        var county = 990101000000L;
        var rules = await RulesInForce.LoadAsync(db, book, county, AsOf, default);
        var parameters = await CountyParameters.LoadAsync(db, book, default);
        Tell("rules");
        var last = string.Empty;
        var facts = await new FactLoading(db, book, services.GetRequiredService<RegistryFields>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<Seal>(), county, rules, AsOf, services.GetServices<IFactSource>(), services.GetRequiredService<IDataConsent>())
            .LoadAsync((percent, step) =>
            {
                if (step == last)
                    return;
                Tell("before " + step);
                last = step;
            }, default);
        Tell("facts");
        var result = Screener.Run(facts.Store, rules, parameters, AsOf, new ScreeningOptions { IgnoreEffective = true, Threads = FactLoading.Threads });
        Tell("screened");
        var findings = Finding.Of(result, facts, book, services.GetRequiredService<Seal>());
        Tell($"{findings.Count} findings");
        Console.WriteLine($"facts {facts.Store.Memory().Sum(m => m.Bytes) / 1e6:0} MB; contents {findings.Sum(f => (long)f.Content.Length) / 1e6:0} MB");
        GC.KeepAlive(result);
    }
}
