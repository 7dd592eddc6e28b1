using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Data;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Sessions: OWASP ASVS chapter 3.</summary>
public sealed class SessionTests
{
    private static readonly SignInSettings Strict = Site.Calm with { Idle = TimeSpan.FromMinutes(30), Absolute = TimeSpan.FromHours(10), MostSessions = 3 };

    public static TheoryData<string> Databases => TestDatabases.All;

    /// <summary>ASVS 3.3.2, 3.3.1: half an hour without a request, ten hours at most; what pages ask by themselves does not count.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_ends_after_idleness_and_after_its_whole_time_and_the_page_says_why(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Strict);
        var user = await site.SignInAsync("clerk");
        site.Clock.Move(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await user.GetAsync("/inbox")).StatusCode);
        site.Clock.Move(TimeSpan.FromMinutes(20));
        Assert.Contains("\"left\":600", await (await user.GetAsync("/session/left")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"left\":1800", await (await user.GetAsync("/session/alive")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromMinutes(29));
        await user.GetAsync("/session/left");
        await user.GetAsync("/capture/session");
        site.Clock.Move(TimeSpan.FromMinutes(2));
        var over = await user.GetAsync("/inbox");
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        Assert.Contains("没有操作", (await user.PageAsync(over.Headers.Location!.PathAndQuery)).QuerySelector(".notice-warn")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await user.GetAsync("/inbox")).StatusCode);

        var busy = await site.SignInAsync("clerk");
        for (var i = 0; i < 30; i++)
        {
            site.Clock.Move(TimeSpan.FromMinutes(20));
            Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/session/alive")).StatusCode);
        }
        site.Clock.Move(TimeSpan.FromMinutes(1));
        var late = await busy.GetAsync("/inbox");
        Assert.Contains("最长时间", (await busy.PageAsync(late.Headers.Location!.PathAndQuery)).QuerySelector(".notice-warn")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>ASVS 3.1.1, 3.2.1 to 3.2.4, 3.3.1, 3.5.3: a new random number with every sign-in, in a protected cookie alone; signing out ends it for good.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Every_sign_in_is_a_new_session_and_signing_out_ends_it_also_for_a_copied_cookie(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Strict);
        var user = site.Visit();
        var cookies = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var answer = await user.PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = Site.Password });
            Assert.DoesNotContain("session", answer.Headers.Location!.OriginalString, StringComparison.OrdinalIgnoreCase);
            cookies.Add(answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("xianjie=", StringComparison.Ordinal)).Split(';')[0]);
        }
        Assert.NotEqual(cookies[0], cookies[1]);
        Assert.Equal(HttpStatusCode.Redirect, (await WithAsync(site, cookies[0])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await WithAsync(site, cookies[1])).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await WithAsync(site, cookies[1][..^8] + "AAAAAAAA")).StatusCode);
        await using (var db = site.Open())
        {
            var rows = await db.Set<UserSession>().OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync();
            Assert.Equal([SessionEnd.重新登录, null], rows.Select(r => r.Ended));
            Assert.DoesNotContain(rows, r => cookies.Any(c => c.Contains(r.Id.ToString(), StringComparison.Ordinal)));
        }
        var left = await user.PostToAsync("/inbox", "/sign-out", []);
        Assert.Contains("cache", left.Headers.GetValues("Clear-Site-Data").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await WithAsync(site, cookies[1])).StatusCode);
    }

    /// <summary>ASVS 3.3.4: own sessions are listed and ended one by one or all; the security administrator does so in the own area; parallel ones are limited.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Sessions_are_listed_limited_and_ended_by_their_owner_and_the_security_administrator_only(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Strict);
        var many = new List<Visitor>();
        for (var i = 0; i < 4; i++)
        {
            many.Add(await site.SignInAsync("clerk"));
            site.Clock.Move(TimeSpan.FromMinutes(1));
        }
        Assert.Equal([false, true, true, true], await OpenAsync(many));
        var page = await many[3].PageAsync("/account");
        Assert.Equal(3, page.QuerySelectorAll("td .tag-green").Length);
        Assert.Contains("登录过多", page.Body!.TextContent, StringComparison.Ordinal);
        var ids = page.QuerySelectorAll("form[action*='handler=End'] input[name=Id]").Select(i => i.GetAttribute("value")!).ToList();
        Assert.Equal(2, ids.Count);
        // Another one's number ends nothing
        var stranger = await site.SignInAsync("clerk-b");
        await stranger.PostToAsync("/account", "/account?handler=End", new() { ["Id"] = ids[0] });
        Assert.Equal([false, true, true, true], await OpenAsync(many));
        await many[3].PostToAsync("/account", "/account?handler=End", new() { ["Id"] = ids[0] });
        Assert.Equal(2, (await OpenAsync(many)).Count(open => open));
        await many[3].PostToAsync("/account", "/account?handler=Others", []);
        Assert.Equal([false, false, false, true], await OpenAsync(many));

        Assert.Equal("/denied", (await many[3].GetAsync("/users/sessions")).Headers.Location!.AbsolutePath);
        var admin = await site.SignInAsync("security-admin");
        var list = await admin.PageAsync("/users/sessions?Q=clerk");
        Assert.Contains("clerk-b", list.Body!.TextContent, StringComparison.Ordinal);
        var target = list.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("（clerk）", StringComparison.Ordinal));
        await admin.PostToAsync("/users/sessions", "/users/sessions?handler=End", new() { ["Id"] = target.QuerySelector("input[name=Id]")!.GetAttribute("value")! });
        Assert.Equal([false, false, false, false], await OpenAsync(many));
        var again = await site.SignInAsync("clerk");
        var place = target.QuerySelector("th a")!.GetAttribute("href")!;
        await admin.PostToAsync(place, place + "?handler=All", []);
        Assert.Contains("管理员", (await again.PageAsync((await again.GetAsync("/inbox")).Headers.Location!.PathAndQuery)).QuerySelector(".notice-warn")!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(2, await db.Set<Xianjie.Platform.Changes.Change>().CountAsync(c => c.What.StartsWith("结束") && c.By.Contains("security-admin")));
    }

    /// <summary>A long import holds the only writer: people sign in and out all the same, and their sessions are written afterwards.</summary>
    [Fact]
    public async Task Nobody_waits_for_a_long_writer_to_sign_in()
    {
        await using var site = await Site.StartAsync("sqlite", signIn: Strict);
        var visitor = site.Visit();
        using (await site.Services.GetRequiredService<WriteGate>().EnterAsync(CancellationToken.None))
        {
            await visitor.PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = Site.Password });
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/inbox")).StatusCode);
        }
        await site.Services.GetRequiredService<SessionBook>().FlushAsync(CancellationToken.None);
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<UserSession>().CountAsync());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/inbox")).StatusCode);
    }

    /// <summary>Last seen is written once a minute, and rows are forgotten after half a year.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task When_someone_was_last_seen_is_written_now_and_then_and_old_rows_go(string database)
    {
        await using var site = await Site.StartAsync(database);
        var user = await site.SignInAsync("leader");
        site.Clock.Move(TimeSpan.FromMinutes(5));
        await user.GetAsync("/inbox");
        var book = site.Services.GetRequiredService<SessionBook>();
        await using var db = site.Open();
        var before = await db.Set<UserSession>().AsNoTracking().SingleAsync();
        await book.FlushAsync(CancellationToken.None);
        var after = await db.Set<UserSession>().AsNoTracking().SingleAsync();
        Assert.Equal(TimeSpan.FromMinutes(5), after.SeenAt - before.SeenAt);
        site.Clock.Move(TimeSpan.FromDays(181));
        await book.SweepAsync(CancellationToken.None);
        Assert.Equal(0, await db.Set<UserSession>().CountAsync());
    }

    private static async Task<List<bool>> OpenAsync(IEnumerable<Visitor> visitors)
    {
        var list = new List<bool>();
        foreach (var visitor in visitors)
            list.Add((await visitor.GetAsync("/session/left")).StatusCode == HttpStatusCode.OK);
        return list;
    }

    private static async Task<HttpResponseMessage> WithAsync(Site site, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/inbox");
        request.Headers.Add("Cookie", cookie);
        return await site.Visit().Http.SendAsync(request);
    }
}
