using System.Threading.RateLimiting;

namespace Xianjie.Platform.Access.Session;

/// <summary>How often one address and one account may try to sign in. Counted before the password is looked at.</summary>
internal sealed class SignInLimits(Settings settings) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<string> addresses = PerMinute(settings.SignIn.Limits.SignInsOfAddress), accounts = PerMinute(settings.SignIn.Limits.SignInsOfAccount);

    /// <returns>How long to wait; null where it may be tried.</returns>
    public TimeSpan? Wait(HttpContext context, string login) =>
        Wait(addresses, context.Connection.RemoteIpAddress?.ToString() ?? "none") ?? Wait(accounts, login);

    public static PartitionedRateLimiter<string> PerMinute(int most) => PartitionedRateLimiter.Create<string, string>(key => most == 0 ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = Window, QueueLimit = 0 }));

    public static TimeSpan? Wait(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
    }

    /// <summary>429 with the time to wait; the page of words says it too.</summary>
    public static void Refuse(HttpContext context, TimeSpan wait)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        addresses.Dispose();
        accounts.Dispose();
    }
}
