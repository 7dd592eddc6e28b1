using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Platform.Attack.Fuzz;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Attack;

/// <summary>
/// Bent requests to every endpoint and every form and import of a living county, as every role and as nobody: no answer is a failure, tells of
/// the inside, hangs, lets markup or headers through, or sends people elsewhere; no job breaks. XIANJIE_FUZZ_INPUTS and XIANJIE_FUZZ_SEED make
/// longer and other runs.
/// </summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Whatever_is_sent_to_any_endpoint_gets_an_answer_that_is_none_of_a_failure(string database)
    {
        var (inputs, seed) = (Number("XIANJIE_FUZZ_INPUTS", 1_000), Number("XIANJIE_FUZZ_SEED", 20261102));
        await using var site = await DemoSite.StartAsync(database);
        var surface = new Surface(site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>(), seed);
        var wrongs = new List<string>();
        var crowd = await CrowdAsync(site, surface, seed);
        var all = new List<Fuzzer>(crowd);
        foreach (var fuzzer in crowd)
            await fuzzer.LookAroundAsync(pages: 6);
        for (var i = 0; i < inputs; i++)
        {
            if (await crowd[i % crowd.Count].StepAsync() is { } wrong)
                wrongs.Add(wrong + site.Errors.Take());
            if (i % 500 == 499)
            {
                wrongs.AddRange(await BrokenJobsAsync(site));
                all.AddRange(crowd = await CrowdAsync(site, surface, seed + i));
            }
        }
        wrongs.AddRange(await BrokenJobsAsync(site));
        Assert.True(wrongs.Count == 0, $"{wrongs.Count} of {inputs} inputs with seed {seed}:\n" + string.Join("\n---\n", wrongs.Take(20)));
        Assert.Equal(surface.Routes, surface.Asked.Count);
        var answers = all.SelectMany(f => f.Answers).GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Sum(a => a.Value));
        foreach (var kind in new[] { 200, 302, 303, 400, 404, 422 })
            Assert.True(answers.GetValueOrDefault(kind) * 100 > inputs, $"only {answers.GetValueOrDefault(kind)} answers {kind} of {string.Join(' ', answers)}");
        Assert.True(surface.Forms > 30, $"only {surface.Forms} forms were found");
    }

    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>One for every account, each time signed in anew: what was sent may have disabled an account or ended a session.</summary>
    private static async Task<List<Fuzzer>> CrowdAsync(DemoSite site, Surface surface, int seed)
    {
        await site.MendAccountsAsync();
        var crowd = new List<Fuzzer> { new(site.Visit(), "nobody", surface, site.Files, seed) };
        foreach (var login in site.Logins)
            crowd.Add(new(await site.SignInAsync(login), login, surface, site.Files, seed + crowd.Count));
        return crowd;
    }

    private static async Task<IEnumerable<string>> BrokenJobsAsync(DemoSite site)
    {
        await site.Services.GetRequiredService<Worker>().RunAllAsync(CancellationToken.None);
        await using var db = site.Open();
        return [.. (await db.Set<Job>().AsNoTracking().Where(j => j.State == JobState.Failed && j.Outcome!.StartsWith("处理时出错")).ToListAsync()).Select(j => $"job {j.Kind} {j.Title} broke: {j.Payload}\n{site.Errors.Take()}")];
    }
}
