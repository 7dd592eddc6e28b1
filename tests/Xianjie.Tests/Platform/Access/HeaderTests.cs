using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SingleSignOn;
using Xianjie.Platform.Web;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>What every answer tells the browser: OWASP ASVS 3.4, 14.4, 8.2.1, 8.3.1.</summary>
public sealed class HeaderTests
{
    /// <summary>ASVS 14.4.1 to 14.4.7, 14.3.3: on pages, parts, files of our own, refusals and errors alike.</summary>
    [Fact]
    public async Task Every_answer_carries_the_safe_headers_and_names_its_type()
    {
        await using var site = await Site.StartAsync("sqlite");
        var (nobody, user) = (site.Visit(secure: true), await site.SignInAsync("monitor", secure: true));
        string[] open = ["/login", "/error", "/nothing-here", "/healthz", "/css/frame.css", "/js/app.js", "/report", "/inbox"];
        string[] own = ["/", "/inbox", "/account", "/households", "/users", "/households/" + Guid.CreateVersion7(), "/capture/session", "/session/left"];
        foreach (var (visitor, path) in open.Select(p => (nobody, p)).Concat(own.Select(p => (user, p))))
        {
            var answer = await visitor.GetAsync(path);
            string One(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : string.Empty;
            if (answer.StatusCode == HttpStatusCode.OK)
                Assert.True(answer.Content.Headers.ContentType?.ToString().Contains("utf-8", StringComparison.OrdinalIgnoreCase) == true || path.StartsWith("/css", StringComparison.Ordinal) || path.StartsWith("/js", StringComparison.Ordinal), $"{path}: {answer.Content.Headers.ContentType}");
            var policy = One("Content-Security-Policy");
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
            foreach (var part in new[] { "script-src 'self';", "style-src 'self';", "object-src 'none'", "base-uri 'none'", "form-action 'self';", "frame-ancestors 'none'" })
                Assert.Contains(part, policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", One("X-Content-Type-Options"));
            Assert.Equal("DENY", One("X-Frame-Options"));
            Assert.Equal("max-age=31536000; includeSubDomains", One("Strict-Transport-Security"));
            Assert.Equal("same-origin", One("Referrer-Policy"));
            Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));
            Assert.Equal("same-origin", One("Cross-Origin-Resource-Policy"));
            Assert.Contains("camera=(self)", One("Permissions-Policy"), StringComparison.Ordinal);
            Assert.Contains("microphone=()", One("Permissions-Policy"), StringComparison.Ordinal);
            Assert.Empty(One("Server") + One("X-Powered-By"));
            if (visitor == user)
                Assert.Equal("no-store", One("Cache-Control"));
        }
        Assert.False((await site.Visit().GetAsync("/login")).Headers.Contains("Strict-Transport-Security"));
    }

    /// <summary>ASVS 3.4.1 to 3.4.5: every cookie of ours over https is __Host-, Secure, HttpOnly, SameSite; one under the plain name is not believed.</summary>
    [Fact]
    public async Task Cookies_over_https_belong_to_this_host_alone()
    {
        await using var site = await Site.StartAsync("sqlite");
        var visitor = site.Visit(secure: true);
        var set = (await visitor.GetAsync("/login")).Headers.GetValues("Set-Cookie").ToList();
        var answer = await visitor.PostAsync("/login", new() { ["Login"] = "clerk", ["Password"] = Site.Password });
        set.AddRange(answer.Headers.GetValues("Set-Cookie"));
        set.AddRange((await visitor.GetAsync($"/inbox?area={Site.VillageA2}")).Headers.GetValues("Set-Cookie"));
        var own = await visitor.PostToAsync("/account", "/account?handler=Others", []);
        set.AddRange(own.Headers.GetValues("Set-Cookie"));
        Assert.True(set.Select(c => c.Split('=')[0]).Distinct().Count() >= 4, string.Join('\n', set));
        Assert.All(set.Where(c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)), c =>
        {
            Assert.StartsWith("__Host-xianjie", c, StringComparison.Ordinal);
            Assert.Contains("; path=/", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", c, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i); samesite=(lax|strict)", c);
            Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/inbox")).StatusCode);
        var value = set.Last(c => c.StartsWith("__Host-xianjie=", StringComparison.Ordinal)).Split(';')[0];
        foreach (var (cookie, status) in new[] { (value, HttpStatusCode.OK), (value.Replace("__Host-", string.Empty, StringComparison.Ordinal), HttpStatusCode.Redirect) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/inbox");
            request.Headers.Add("Cookie", cookie);
            Assert.Equal(status, (await site.Visit(secure: true).Http.SendAsync(request)).StatusCode);
        }
    }

    /// <summary>ASVS 14.5.3 in kind, 5.1.5: only names that were listed.</summary>
    [Fact]
    public async Task A_server_answers_only_under_its_own_names()
    {
        await using var site = await Site.StartAsync("sqlite", signIn: Site.Calm with { Hosts = ["localhost", "*.qinghe.gov.cn"] });
        foreach (var (host, status) in new[] { ("localhost", HttpStatusCode.OK), ("xianjie.qinghe.gov.cn", HttpStatusCode.OK), ("evil.example.com", HttpStatusCode.BadRequest), ("qinghe.gov.cn.evil.com", HttpStatusCode.BadRequest) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
            request.Headers.Host = host;
            Assert.Equal(status, (await site.Visit().Http.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public void The_policy_lets_forms_lead_to_the_authority_and_nowhere_else()
    {
        var policy = SecurityHeaders.Policy(Site.Calm with { SingleSignOn = new("https://sso.example.gov.cn/realm/a", "c", "s", "t", [], []) });
        Assert.Contains("form-action 'self' https://sso.example.gov.cn;", policy, StringComparison.Ordinal);
    }

    /// <summary>ASVS 3.1.1, 8.3.1: no address of ours takes a session, password or code.</summary>
    [Fact]
    public async Task No_address_carries_a_session_or_a_password()
    {
        await using var site = await Site.StartAsync("sqlite");
        var routes = site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().SelectMany(e => e.RoutePattern.Parameters.Select(p => p.Name));
        Assert.DoesNotContain(routes, r => r.Contains("token", StringComparison.OrdinalIgnoreCase) || r.Contains("password", StringComparison.OrdinalIgnoreCase));
        var answer = await site.Visit().GetAsync($"/login?Login=clerk&Password={Uri.EscapeDataString(Site.Password)}");
        Assert.DoesNotContain(Site.Password, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
