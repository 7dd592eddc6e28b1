using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Every endpoint and every handler that takes a form, as every role and as nobody. ASVS 4: V1.4.2, V4.1.1, V4.1.5, V4.2.1, V4.3.1.</summary>
public sealed partial class WalkTests
{
    private sealed record Way(string Path, string? Handler, string? Permission)
    {
        public string Address => Handler is null or "" ? Path : $"{Path}?handler={Handler}";
    }

    /// <summary>What is open on purpose, and what every account has.</summary>
    private static readonly string[] Open = ["/login", "/sign-out", "/error", "/denied", "/healthz", "/report"];

    [Fact]
    public async Task Nobody_gets_further_than_the_sign_in()
    {
        await using var site = await Site.StartAsync("sqlite");
        var ways = Ways(site);
        Assert.True(ways.Count > 200, $"{ways.Count}");
        var visitor = site.Visit();
        foreach (var way in ways.Where(w => w.Permission is not null))
        {
            var answer = way.Handler is null ? await visitor.GetAsync(way.Path) : await visitor.PostToAsync("/login", way.Address, []);
            Assert.True(answer.StatusCode is HttpStatusCode.Found && answer.Headers.Location!.OriginalString.Contains("/login", StringComparison.Ordinal), $"{way.Address}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_role_without_the_permission_is_refused_before_anything_is_looked_up_and_one_with_it_never_breaks()
    {
        await using var site = await Site.StartAsync("sqlite");
        var ways = Ways(site).Where(w => w.Permission is not null).ToList();
        foreach (var role in Roles.Order)
        {
            var visitor = await site.SignInAsync(role.Key);
            foreach (var way in ways)
            {
                var answer = way.Handler is null ? await visitor.GetAsync(way.Path) : await visitor.PostToAsync("/inbox", way.Address, []);
                var denied = answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.OriginalString.Contains("/denied", StringComparison.Ordinal);
                var may = role.May(way.Permission!);
                Assert.True(may || denied, $"{role.Key} {way.Handler} {way.Address}: {(int)answer.StatusCode}");
                Assert.True((int)answer.StatusCode < 500, $"{role.Key} {way.Handler} {way.Address}: {(int)answer.StatusCode}");
                Assert.True(!may || way.Handler is not null || !denied, $"{role.Key} {way.Address} is denied");
            }
        }
    }

    private static List<Way> Ways(Site site)
    {
        var endpoints = site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().DistinctBy(e => e.DisplayName + e.RoutePattern.RawText);
        var ways = new List<Way>();
        foreach (var endpoint in endpoints)
        {
            var path = "/" + Fill(endpoint.RoutePattern.RawText!.TrimStart('/'));
            if (Open.Any(o => path == o || path.StartsWith(o + "/", StringComparison.Ordinal)) && path != "/report/poster")
                continue;
            var permission = endpoint.Metadata.GetMetadata<RequiresAttribute>()?.Permission ?? endpoint.Metadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().FirstOrDefault(p => p.StartsWith("may:", StringComparison.Ordinal))?["may:".Length..];
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
            if (methods.Count == 0 || methods.Contains("GET"))
                ways.Add(new(path, null, permission));
            ways.AddRange(Handlers(endpoint).Select(h => new Way(path, h, permission)));
        }
        return [.. ways.Distinct()];
    }

    private static IEnumerable<string> Handlers(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
        ? typeof(Roles).Assembly.GetTypes().Where(t => typeof(PageModel).IsAssignableFrom(t) && !t.IsAbstract && Matches(t, page))
            .SelectMany(t => t.GetMethods()).Where(m => m.Name.StartsWith("OnPost", StringComparison.Ordinal)).Select(m => m.Name["OnPost".Length..].Replace("Async", string.Empty, StringComparison.Ordinal)).Distinct()
        : [];

    /// <summary>/Registry/Households/List belongs to …Registry.Households.ListPage.</summary>
    private static bool Matches(Type model, PageActionDescriptor page) => $"{model.Namespace}.{model.Name}".EndsWith(page.ViewEnginePath.Replace('/', '.') + "Page", StringComparison.Ordinal);

    private static string Fill(string route) => Value().Replace(route, m => m.Groups[2].Value switch
    {
        var kind when kind.Contains("regex", StringComparison.Ordinal) => FirstWord().Match(kind[kind.IndexOf("regex", StringComparison.Ordinal)..]["regex".Length..]).Value,
        var kind when kind.Contains("guid", StringComparison.Ordinal) => "0190a5d3-7b1e-7c11-8f00-000000000001",
        var kind when kind.Contains("int", StringComparison.Ordinal) => "2025",
        var kind when kind.Contains("long", StringComparison.Ordinal) => $"{Site.VillageB1}",
        _ => "x",
    });

    [GeneratedRegex("[a-z]+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"\{\*{0,2}(\w+)(:[^}]*)?\??\}")]
    private static partial Regex Value();
}
