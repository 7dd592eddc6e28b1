using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>Walks every endpoint that the product has.</summary>
public sealed class EveryPageTests
{
    private static List<RouteEndpoint> Endpoints(Site site) =>
        [.. site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().DistinctBy(e => e.DisplayName + e.RoutePattern.RawText)];

    [Fact]
    public async Task Every_endpoint_names_its_permission_or_is_open_on_purpose()
    {
        await using var site = await Site.StartAsync("sqlite");
        var open = Endpoints(site).Where(e => e.Metadata.GetMetadata<RequiresAttribute>() is null && !IsPageWithPermission(e)).ToList();
        Assert.All(open, e => Assert.True(e.Metadata.GetMetadata<IAllowAnonymous>() is not null, $"{e.RoutePattern.RawText} names no permission."));
        string[] known = ["login", "login/code", "sign-out", "error", "/healthz", "/readyz", "/metrics", "report", "report/{village:long}", "report/state/{receipt?}"];
        Assert.Empty(open.Select(e => e.RoutePattern.RawText!).Except(known));
    }

    private static bool IsPageWithPermission(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>()?.ModelTypeInfo?.IsDefined(typeof(RequiresAttribute), true) == true
        || endpoint.Metadata.OfType<IAuthorizeData>().Any();

    [Fact]
    public async Task Every_page_without_route_values_opens_for_who_may_and_is_refused_to_who_may_not()
    {
        await using var site = await Site.StartAsync("sqlite");
        var pages = Endpoints(site).Where(e => !e.RoutePattern.RawText!.Contains('{', StringComparison.Ordinal) || (e.RoutePattern.RawText!.EndsWith("?}", StringComparison.Ordinal) && e.RoutePattern.Parameters.Count == 1))
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.Split("{")[0].TrimEnd('/'), Policy: e.Metadata.OfType<IAuthorizeData>().Select(a => a.Policy).FirstOrDefault()))
            .Where(p => p.Policy is not null && p.Path is not ("/denied" or "/sign-out")).Distinct().ToList();
        Assert.NotEmpty(pages);
        foreach (var role in Roles.All.Values)
        {
            var visitor = await site.SignInAsync(role.Key);
            foreach (var (path, policy) in pages)
            {
                var answer = await visitor.GetAsync(path);
                var may = role.May(policy!["may:".Length..]);
                Assert.True(may == (answer.StatusCode is HttpStatusCode.OK), $"{role.Key} at {path}: {(int)answer.StatusCode}");
            }
        }
    }
}
