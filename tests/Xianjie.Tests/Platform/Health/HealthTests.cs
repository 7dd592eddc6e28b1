using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xianjie.Platform;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Health;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Healthy;

/// <summary>What machines and the administrator are told of how the product fares, and what others are not told. OWASP ASVS 4 V7.1, V7.4, V14.3.</summary>
public sealed class HealthTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Ready_says_details_only_to_the_administrator_and_the_page_shows_them_in_words(string database)
    {
        await using var site = await Site.StartAsync(database);
        await site.Services.GetServices<IHostedService>().OfType<Heartbeat>().Single().BeatAsync(default);
        var stranger = site.Visit();
        Assert.Equal("ok", await (await stranger.GetAsync("/healthz")).Content.ReadAsStringAsync());
        var bare = await stranger.GetAsync("/readyz");
        Assert.Equal((HttpStatusCode.OK, "ready"), (bare.StatusCode, await bare.Content.ReadAsStringAsync()));
        Assert.NotEmpty(bare.Headers.GetValues(CorrelationId.Header).Single());
        // ASVS 14.3.3: nothing tells which server it is
        Assert.False(bare.Headers.Contains("Server"));
        Assert.Equal("ready", await (await (await site.SignInAsync("monitor")).GetAsync("/readyz")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/metrics")).StatusCode);
        var admin = await site.SignInAsync("system-admin");
        var whole = await (await admin.GetAsync("/readyz")).Content.ReadAsStringAsync();
        Assert.All((string[])["database", "schema", "disk", "worker", "key", "backup"], k => Assert.Contains($"\"{k}\"", whole, StringComparison.Ordinal));
        var page = await admin.PageAsync("/health");
        Assert.Contains("没有进程在跑后台任务", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"/{Environment.ProcessId}", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("/denied", (await (await site.SignInAsync("leader")).GetAsync("/health")).Headers.Location!.AbsolutePath);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Beats_asked_for_at_once_leave_one_row_of_this_process(string database)
    {
        await using var site = await Site.StartAsync(database);
        var heart = site.Services.GetServices<IHostedService>().OfType<Heartbeat>().Single();
        for (var turn = 0; turn < 5; turn++)
        {
            await using (var db = site.Open())
                await db.Set<NodeBeat>().ExecuteDeleteAsync();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => heart.BeatAsync(default))));
            await using var after = site.Open();
            Assert.Equal(1, await after.Set<NodeBeat>().CountAsync());
        }
    }

    [Fact]
    public async Task A_database_of_another_version_is_not_ready()
    {
        await using var site = await Site.StartAsync("sqlite");
        await using (var db = site.Open())
            await db.Database.ExecuteSqlRawAsync("UPDATE schema_script SET hash = 'other'");
        var answer = await site.Visit().GetAsync("/readyz");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Metrics_are_given_to_who_brings_the_token_and_name_routes_without_what_was_asked()
    {
        const string Token = "0123456789abcdef-metrics";
        Environment.SetEnvironmentVariable("XIANJIE_METRICS_TOKEN", Token);
        await using var site = await Site.StartAsync("sqlite");
        var monitor = await site.SignInAsync("monitor");
        await monitor.GetAsync("/households?name=" + Uri.EscapeDataString("张三丰"));
        using var ask = new HttpRequestMessage(HttpMethod.Get, new Uri("/metrics", UriKind.Relative));
        ask.Headers.Add("Authorization", "Bearer " + Token);
        var text = await (await site.Visit().Http.SendAsync(ask)).Content.ReadAsStringAsync();
        Assert.Contains("http_server_request_duration", text, StringComparison.Ordinal);
        Assert.Contains("http_route=\"households\"", text, StringComparison.Ordinal);
        Assert.Contains("xianjie_database_duration", text, StringComparison.Ordinal);
        Assert.Contains("xianjie_gate_wait", text, StringComparison.Ordinal);
        Assert.DoesNotContain("张三丰", Uri.UnescapeDataString(text), StringComparison.Ordinal);
        ask.Dispose();
        using var wrong = new HttpRequestMessage(HttpMethod.Get, new Uri("/metrics", UriKind.Relative));
        wrong.Headers.Add("Authorization", "Bearer x" + Token);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Http.SendAsync(wrong)).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_place_renamed_by_another_process_is_known_here_seconds_later(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (places, followers) = (site.Services.GetRequiredService<Places>(), site.Services.GetRequiredService<Followers>());
        await followers.FollowAsync(default);
        Assert.Equal("青禾县", places.Name(Site.County));
        await using (var db = site.Open())
            await db.Set<Division>().Where(d => d.Code == Site.County).ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, "新禾县"));
        Assert.Equal("青禾县", places.Name(Site.County));
        await followers.FollowAsync(default);
        Assert.Equal("新禾县", places.Name(Site.County));
    }
}
