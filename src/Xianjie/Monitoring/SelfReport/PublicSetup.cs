using System.Threading.RateLimiting;
using Xianjie.Platform.Access.Session;

namespace Xianjie.Monitoring.SelfReport;

internal static class PublicSetup
{
    /// <summary>Name of the rate limit of the public pages.</summary>
    public const string Policy = "public";

    // A village office, and many phones of one carrier, share an address
    private const int PerMinute = 240;

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<Limits>();
        services.AddScoped<PhotoDrafts>();
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.OnRejected = (rejected, _) =>
            {
                SignInLimits.Refuse(rejected.HttpContext, rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1));
                return ValueTask.CompletedTask;
            };
            o.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "none",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        });
    }
}
