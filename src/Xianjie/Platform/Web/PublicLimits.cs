using System.Threading.RateLimiting;
using Xianjie.Platform.Access.Session;

namespace Xianjie.Platform.Web;

/// <summary>A page that people without an account ask for: counted for each address.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PublicPageAttribute : Attribute;

/// <summary>
/// How often one address may ask for public pages in a minute. Not the web framework's own middleware: its limiter is never disposed, and its timer
/// keeps a whole application in memory after its end.
/// </summary>
internal sealed class PublicLimits : IDisposable
{
    // A village office, and many phones of one carrier, share an address
    private const int Most = 240;
    private readonly PartitionedRateLimiter<string> addresses = SignInLimits.PerMinute(Most);

    public TimeSpan? Wait(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is null ? null
        : SignInLimits.Wait(addresses, context.Connection.RemoteIpAddress?.ToString() ?? "none");

    public void Dispose() => addresses.Dispose();
}

internal static class PublicLimitsSetup
{
    public static void UsePublicLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<PublicLimits>();
        app.Use((context, next) =>
        {
            if (context.Request.Path == "/error" || limits.Wait(context) is not { } wait)
                return next(context);
            SignInLimits.Refuse(context, wait);
            return Task.CompletedTask;
        });
    }
}
