using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SingleSignOn;
using Xianjie.Platform.Audit;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>The government's single sign-on against a server that is really there: OWASP ASVS 2.7, 3.5, 5.1.5, 12.6.1, 14.5.</summary>
public sealed class SingleSignOnTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<(OidcServer Server, Site Site)> StartAsync(string database, Func<OidcServer, OidcSettings>? with = null)
    {
        var server = await OidcServer.StartAsync();
        // The test's browser has the machine's own time
        var site = await Site.StartAsync(database, s => s.Configure<OAuthOptions>(OidcHandler.SchemeName, o => o.CorrelationCookie.Expiration = TimeSpan.FromDays(3650)), signIn: Site.Calm with { SingleSignOn = with?.Invoke(server) ?? server.Settings });
        server.Time = site.Clock.GetUtcNow;
        return (server, site);
    }

    /// <summary>To the authority and back to our door, as a browser goes; the address with which it comes back.</summary>
    private static async Task<Uri> ThereAsync(Visitor visitor, string from = "/login", string start = "/login?handler=SingleSignOn")
    {
        var away = await visitor.PostToAsync(from, start, []);
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        return (await browser.GetAsync(away.Headers.Location)).Headers.Location!;
    }

    private static async Task<string> BackAsync(Visitor visitor, Uri back) => (await visitor.GetAsync(back.PathAndQuery)).Headers.Location!.OriginalString;

    private static async Task LinkAsync(Site site, OidcServer server, string login)
    {
        await using var db = site.Open();
        var user = await db.Set<User>().SingleAsync(u => u.Login == login);
        db.Act = new("test", "link");
        db.Add(new ForeignIdentity { UserId = user.Id, Issuer = server.Issuer, Subject = OidcServer.Subject, At = site.Clock.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_person_links_the_account_on_purpose_and_signs_in_by_it_from_then_on(string database)
    {
        var (server, site) = await StartAsync(database);
        await using var _ = server;
        await using var __ = site;
        var visitor = site.Visit();
        Assert.Contains("用省统一身份认证登录", (await visitor.PageAsync("/login")).Body!.TextContent, StringComparison.Ordinal);
        // The same name and mail as an account of ours: still nobody (ASVS 2.5 in kind)
        Assert.Equal("/login?why=sso-unlinked", await BackAsync(visitor, await ThereAsync(visitor)));
        Assert.Contains("还没有关联", (await visitor.PageAsync("/login?why=sso-unlinked")).Body!.TextContent, StringComparison.Ordinal);

        var leader = await site.SignInAsync("leader");
        Assert.Equal("/account", await BackAsync(leader, await ThereAsync(leader, "/account", "/account?handler=Link")));
        Assert.Contains(OidcServer.Subject, (await leader.PageAsync("/account")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/", await BackAsync(visitor, await ThereAsync(visitor)));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/inbox")).StatusCode);
        Assert.True(server.LastAsked["code_challenge"].Length == 43 && server.LastAsked["nonce"].Length >= 40 && server.LastAsked["state"].Length > 40);
        foreach (var algorithm in new[] { "ES256", "RS256" })
        {
            server.Algorithm = algorithm;
            Assert.Equal("/", await BackAsync(visitor, await ThereAsync(visitor)));
        }
        // Where there is a second factor it is asked for here too
        await Phone.BindAsync(site, leader);
        var second = site.Visit();
        Assert.StartsWith("/login/code", await BackAsync(second, await ThereAsync(second)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await second.GetAsync("/inbox")).StatusCode);
        // ASVS 3.5.1: the link can be taken back
        var linked = (await leader.PageAsync("/account")).QuerySelector("form[action*='handler=Unlink'] input[name=Id]")!.GetAttribute("value")!;
        await leader.PostToAsync("/account", "/account?handler=Unlink", new() { ["Id"] = linked });
        Assert.Equal("/login?why=sso-unlinked", await BackAsync(second, await ThereAsync(second)));
        await using var db = site.Open();
        Assert.Equal(2, await db.Set<Xianjie.Platform.Changes.Change>().CountAsync(c => c.Object == nameof(ForeignIdentity)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Tokens_that_are_not_for_us_now_and_here_are_refused(string database)
    {
        var (server, site) = await StartAsync(database);
        await using var _ = server;
        await using var __ = site;
        await LinkAsync(site, server, "leader");
        var visitor = site.Visit();
        (string What, Action<Dictionary<string, object>> Spoil)[] spoiled =
        [
            ("wrong issuer", c => c["iss"] = "https://evil.example.com"),
            ("issuer with a slash more", c => c["iss"] = server.Issuer + "/"),
            ("wrong audience", c => c["aud"] = "another-client"),
            ("no audience", c => c.Remove("aud")),
            ("two audiences, another party", c => { c["aud"] = new[] { OidcServer.Client, "other" }; c["azp"] = "other"; }),
            ("expired", c => c["exp"] = server.Time().ToUnixTimeSeconds() - 121),
            ("without an end", c => c.Remove("exp")),
            ("not yet", c => c["nbf"] = server.Time().ToUnixTimeSeconds() + 200),
            ("another nonce", c => c["nonce"] = "another"),
            ("no nonce", c => c.Remove("nonce")),
            ("nobody", c => c.Remove("sub")),
            ("a name beyond measure", c => c["sub"] = new string('x', 300)),
        ];
        foreach (var (what, spoil) in spoiled)
        {
            server.Spoil = spoil;
            var to = await BackAsync(visitor, await ThereAsync(visitor));
            Assert.True(to == "/login?why=sso-token", $"{what}: {to}");
        }
        server.Spoil = null;
        var forged = new (string What, Func<string, string> Forge)[]
        {
            ("alg none", body => OidcServer.Part(new { alg = "none" }) + "." + body.Split('.')[1] + "."),
            ("alg None", body => OidcServer.Part(new { alg = "None", kid = "rsa" }) + "." + body.Split('.')[1] + "."),
            ("HS256 with the public key", body => ForgedTokens.Hmac(body, Encoding.UTF8.GetBytes(server.RsaPublicPem()))),
            ("HS256 with a key of the list", body => ForgedTokens.Hmac(body, Encoding.ASCII.GetBytes(new string('k', 64)))),
            ("a changed signature", body => body + "." + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(256))),
            ("no signature", body => body + "."),
            ("a key of its own", ForgedTokens.SignedByStranger),
            ("no token at all", _ => "nonsense"),
        };
        foreach (var (what, forge) in forged)
        {
            server.Forge = forge;
            var to = await BackAsync(visitor, await ThereAsync(visitor));
            Assert.True(to == "/login?why=sso-token", $"{what}: {to}");
        }
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/inbox")).StatusCode);
        server.Forge = null;
        Assert.Equal("/", await BackAsync(visitor, await ThereAsync(visitor)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Answers_that_were_used_changed_stolen_or_refused_lead_nowhere(string database)
    {
        var (server, site) = await StartAsync(database);
        await using var _ = server;
        await using var __ = site;
        await LinkAsync(site, server, "leader");
        var visitor = site.Visit();
        var used = await ThereAsync(visitor);
        Assert.Equal("/", await BackAsync(visitor, used));
        await visitor.PostToAsync("/inbox", "/sign-out", []);
        // The same answer again: state and code have served
        Assert.Equal("/login?why=sso-late", await BackAsync(visitor, used));
        // A code that has served, under a state that has not
        var fresh = await ThereAsync(visitor);
        var query = QueryHelpers.ParseQuery(fresh.Query);
        var old = QueryHelpers.ParseQuery(used.Query)["code"].ToString();
        Assert.StartsWith("/login?why=sso-", await BackAsync(visitor, new Uri("http://localhost/login/sso?code=" + old + "&state=" + Uri.EscapeDataString(query["state"].ToString()))), StringComparison.Ordinal);
        // Somebody else's answer in this browser (login CSRF), a changed state, none
        var theirs = await ThereAsync(site.Visit());
        var asked = server.TokenRequests;
        Assert.Equal("/login?why=sso-late", await BackAsync(visitor, theirs));
        var mine = await ThereAsync(visitor);
        Assert.Equal("/login?why=sso-late", await BackAsync(visitor, new Uri(mine.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal))));
        Assert.Equal("/login?why=sso-late", await BackAsync(visitor, new Uri("http://localhost/login/sso?code=abc")));
        // The answer of another issuer (mix-up)
        var mixed = await ThereAsync(visitor);
        Assert.Equal("/login?why=sso-token", await BackAsync(visitor, new Uri(mixed.AbsoluteUri.Replace("iss=http", "iss=https", StringComparison.Ordinal))));
        Assert.Equal(asked, server.TokenRequests);
        server.Error = "access_denied";
        var denied = await BackAsync(visitor, await ThereAsync(visitor));
        Assert.Equal("/login?why=sso-denied", denied);
        var page = await visitor.PageAsync(denied);
        Assert.Contains("没有同意登录", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        server.Error = null;
        // A disabled account stays out
        await using (var db = site.Open())
        {
            db.Act = new("test", "disable");
            (await db.Set<User>().SingleAsync(u => u.Login == "leader")).Disabled = true;
            await db.SaveChangesAsync();
        }
        Assert.Equal("/login?why=sso-unlinked", await BackAsync(visitor, await ThereAsync(visitor)));
        // An address elsewhere is not followed after signing in
        var away = await visitor.PostToAsync("/login?ReturnUrl=https://evil.example.com/", "/login?ReturnUrl=https://evil.example.com/&handler=SingleSignOn", []);
        Assert.DoesNotContain("evil", away.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    /// <summary>ASVS 12.6.1, 5.2.6: a description cannot lead this server, or its people, to other machines.</summary>
    [Theory]
    [InlineData("token_endpoint", "http://169.254.169.254/latest")]
    [InlineData("jwks_uri", "http://localhost:1/keys")]
    [InlineData("jwks_uri", "file:///etc/passwd")]
    [InlineData("authorization_endpoint", "javascript:alert(1)")]
    [InlineData("authorization_endpoint", "http://127.0.0.1@evil.example.com/")]
    [InlineData("token_endpoint", "https://evil.example.com/token")]
    [InlineData("issuer", "https://evil.example.com")]
    public async Task A_description_that_names_other_machines_is_refused_in_words(string name, string value)
    {
        var (server, site) = await StartAsync("sqlite");
        await using var _ = server;
        await using var __ = site;
        server.Describe = about => new(about) { [name] = value };
        var visitor = site.Visit();
        var answer = await visitor.PostToAsync("/login", "/login?handler=SingleSignOn", []);
        Assert.Equal("/login?why=sso-away", answer.Headers.Location!.OriginalString);
        Assert.Contains("现在连不上", (await visitor.PageAsync("/login?why=sso-away")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_away_says_so_and_passwords_go_on()
    {
        var (server, site) = await StartAsync("sqlite");
        await using var __ = site;
        await server.DisposeAsync();
        var visitor = site.Visit();
        Assert.Equal("/login?why=sso-away", (await visitor.PostToAsync("/login", "/login?handler=SingleSignOn", [])).Headers.Location!.OriginalString);
        await site.SignInAsync("leader");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_security_administrator_links_and_unlinks_by_the_number_and_what_fails_is_on_record(string database)
    {
        var (server, site) = await StartAsync(database);
        await using var _ = server;
        await using var __ = site;
        var admin = await site.SignInAsync("security-admin");
        Guid id;
        await using (var db = site.Open())
            id = await db.Set<User>().Where(u => u.Login == "clerk").Select(u => u.Id).SingleAsync();
        var place = $"/users/{id}/sign-in";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostToAsync(place, place + "?handler=Link", [])).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.PostToAsync(place, place + "?handler=Link", new() { ["Subject"] = OidcServer.Subject })).StatusCode);
        var visitor = site.Visit();
        Assert.Equal("/", await BackAsync(visitor, await ThereAsync(visitor)));
        Assert.Contains("录入员", (await visitor.PageAsync("/inbox")).QuerySelector(".drop-user")!.TextContent, StringComparison.Ordinal);
        server.Who = "somebody else";
        Assert.Equal("/login?why=sso-unlinked", await BackAsync(visitor, await ThereAsync(visitor)));
        await site.Services.GetRequiredService<AuditChain>().TurnAsync(CancellationToken.None);
        await using var after = site.Open();
        Assert.Equal(1, await after.Set<AuditEvent>().CountAsync(e => e.Kind == AuditKind.登录失败 && e.What.Contains("统一身份")));
    }
}
