using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Xianjie.Tests.Setup;

/// <summary>The pages of the product and what can be posted to them.</summary>
internal static partial class PageRoutes
{
    /// <summary>Every POST handler: the route with something plain in its places, and the handler's name.</summary>
    public static async Task<IReadOnlyList<(string Path, string Handler)>> PostsAsync(IServiceProvider services)
    {
        var posts = new List<(string, string)>();
        var loader = services.GetRequiredService<PageLoader>();
        foreach (var endpoint in services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
                continue;
            var compiled = await loader.LoadAsync(page, endpoint.Metadata);
            var path = Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), m =>
                m.Value.Contains("guid", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : m.Value.Contains("long", StringComparison.Ordinal) ? "990101102201" : m.Value.Contains("int", StringComparison.Ordinal) ? "2026" : "x");
            posts.AddRange(compiled.HandlerMethods.Where(h => h.HttpMethod == "Post").Select(h => (path, h.Name ?? string.Empty)));
        }
        return [.. posts.Distinct()];
    }

    [GeneratedRegex(@"\{[^}]*(\{[^}]*\}[^}]*)*\}")]
    private static partial Regex Parameter();
}
