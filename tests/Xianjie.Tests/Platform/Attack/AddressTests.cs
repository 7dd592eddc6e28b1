using System.Net;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Attack;

/// <summary>Addresses that lead out of the product or into its files.</summary>
public sealed class AddressTests
{
    /// <summary>ASVS 5.1.5: after signing in people go only to pages of this product.</summary>
    [Fact]
    public async Task Signing_in_never_leads_to_another_site()
    {
        await using var site = await Site.StartAsync("sqlite");
        string[] away = ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "http:evil.example", "/%0d/evil.example", "%2f%2fevil.example", "~//evil.example", "/\t/evil.example", "///evil.example", "@evil.example"];
        foreach (var address in away)
        {
            var answer = await site.Visit().PostAsync("/login?ReturnUrl=" + Uri.EscapeDataString(address), new() { ["Login"] = "monitor", ["Password"] = Site.Password });
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            var to = new Uri(new Uri("http://localhost"), answer.Headers.Location!);
            Assert.True(to.Host == "localhost" && to.Scheme == "http", $"{address} leads to {to}");
        }
    }

    /// <summary>ASVS 12.3.1, 5.3.9: no address reaches a file that is not served.</summary>
    [Fact]
    public async Task No_address_reaches_files_beside_those_that_are_served()
    {
        await using var site = await Site.StartAsync("sqlite");
        var visitor = await site.SignInAsync("monitor");
        string[] inside =
        [
            "/../keys/master.key", "/css/../../xianjie.dll", "/css/..%2f..%2fxianjie.dll", "/css/%2e%2e/%2e%2e/xianjie.dll", "/css/..%5c..%5cxianjie.dll", "/css/..%255c..%255cxianjie.dll", "/js//../../xianjie.deps.json",
            "/xianjie.db", "/data/xianjie.db", "/keys/master.key", "/appsettings.json", "/catalogue/codes.yaml", "/rules/parameters.yaml", "/.git/config", "/lib/", "/css/", "/js/app.js~", "/js/app.js.bak", "/downloads/..%2f..%2fkeys%2fmaster.key",
        ];
        foreach (var address in inside)
        {
            var answer = await visitor.GetAsync(address);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{address}: {answer.StatusCode}");
        }
    }
}
