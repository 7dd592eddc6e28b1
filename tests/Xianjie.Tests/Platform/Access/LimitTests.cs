using System.Net;
using Xianjie.Platform.Access;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>How often things may be asked for: OWASP ASVS 2.2.1, 4.2.2, 11.1.4.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Sign_in_is_limited_for_each_account_and_each_address()
    {
        await using var site = await Site.StartAsync("sqlite", signIn: Site.Calm with { Limits = RequestLimits.None with { SignInsOfAddress = 8, SignInsOfAccount = 3 } });
        for (var i = 0; i < 3; i++)
            await site.SignInAsync("leader");
        await RefusedAsync(await site.Visit().PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = Site.Password }));
        await RefusedAsync(await site.Visit().PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = "x" }));
        for (var i = 0; i < 3; i++)
            await site.SignInAsync("inspector");
        await RefusedAsync(await site.Visit().PostAsync("/login", new() { ["Login"] = "clerk", ["Password"] = Site.Password }));
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().GetAsync("/login")).StatusCode);
    }

    [Fact]
    public async Task Requests_uploads_exports_and_reveals_of_one_person_are_limited_and_no_other_ones()
    {
        await using var site = await Site.StartAsync("sqlite", signIn: Site.Calm with { Limits = RequestLimits.None with { Requests = 40, Uploads = 2, Exports = 2, Reveals = 2 } });
        var monitor = await site.SignInAsync("monitor");
        var reveal = $"/households/{Guid.CreateVersion7()}/reveal/household/{Guid.CreateVersion7()}/phone";
        foreach (var path in new[] { "/letters/import", "/households/export", reveal })
        {
            for (var i = 0; i < 2; i++)
                Assert.NotEqual(HttpStatusCode.TooManyRequests, (await monitor.PostToAsync("/inbox", path, [])).StatusCode);
            await RefusedAsync(await monitor.PostToAsync("/inbox", path, []));
        }
        for (var i = 0; i < 30; i++)
            await monitor.GetAsync("/inbox");
        await RefusedAsync(await monitor.GetAsync("/inbox"));
        Assert.Equal(HttpStatusCode.OK, (await (await site.SignInAsync("clerk")).GetAsync("/inbox")).StatusCode);
    }

    [Fact]
    public async Task Public_pages_are_limited_for_each_address()
    {
        await using var site = await Site.StartAsync("sqlite");
        var visitor = site.Visit();
        for (var i = 0; i < 240; i++)
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/report/state")).StatusCode);
        await RefusedAsync(await visitor.GetAsync("/report/state"));
    }

    private static async Task RefusedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var page = await Visitor.ReadAsync(answer);
        Assert.Contains("太频繁", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("再试", page.Body!.TextContent, StringComparison.Ordinal);
    }
}
