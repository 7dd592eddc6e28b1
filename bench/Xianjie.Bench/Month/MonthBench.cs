using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Demo.Verbs;
using Xianjie.Platform;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Verbs;

namespace Xianjie.Bench.Month;

/// <summary>The scripted month at full size, against the real server on a loopback port, with a clock that the script moves.</summary>
internal static class MonthBench
{
    private const string Server = "http://127.0.0.1:5098";

    public static async Task RunAsync(int people, string folder, string? database)
    {
        Directory.CreateDirectory(folder);
        var settings = Settings.From(folder, database) with { SignIn = Office.SignIn };
        var county = await MonthCounty.PrepareAsync(settings, people, Console.WriteLine);
        var time = new DemoTime();
        time.StandAt(MonthCounty.AsOf, new TimeOnly(9, 0));
        await using var app = ServeVerb.App(settings, worker: false, Server, b => b.Services.AddSingleton<TimeProvider>(time));
        await app.StartAsync();
        using var office = new Office(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, new Uri(Server), time, county.Cadres, DemoAccounts.Password, () => JobsAsync(app));
        var watch = Stopwatch.StartNew();
        var outcome = await new MonthScript(office, county.Files, county.Feeds, county.Month, clues: 800, decisions: 60, removals: 20).RunAsync();
        Console.WriteLine($"{people:N0} people: {outcome}");
        Console.WriteLine($"{office.Tally.Requests:N0} requests in {watch.Elapsed.TotalSeconds:0.0} s");
        Console.WriteLine(office.Tally.Tables(county.Cadres.GroupBy(c => c.Role).ToDictionary(g => g.Key, g => g.Count())));
        await app.StopAsync();
    }

    private static Task JobsAsync(WebApplication app) => app.Services.GetRequiredService<Worker>().RunAllAsync(CancellationToken.None);
}
