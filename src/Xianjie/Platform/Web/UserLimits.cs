using System.Threading.RateLimiting;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Session;

namespace Xianjie.Platform.Web;

/// <summary>What is counted apart from all other requests.</summary>
internal enum LimitKind { Export, Reveal }

/// <summary>Forms sent to this page are counted, for each person.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LimitedAttribute(LimitKind kind) : Attribute
{
    public LimitKind Kind { get; } = kind;
}

/// <summary>How much one person may ask for in a minute: a script under a stolen session is slowed and seen, a person at work never is.</summary>
internal sealed class UserLimits(Settings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> all = SignInLimits.PerMinute(settings.SignIn.Limits.Requests), uploads = SignInLimits.PerMinute(settings.SignIn.Limits.Uploads),
        exports = SignInLimits.PerMinute(settings.SignIn.Limits.Exports), reveals = SignInLimits.PerMinute(settings.SignIn.Limits.Reveals);

    public TimeSpan? Wait(HttpContext context, CurrentUser user)
    {
        if (SignInLimits.Wait(all, user.Login) is { } wait)
            return wait;
        if (!HttpMethods.IsPost(context.Request.Method))
            return null;
        var kind = context.GetEndpoint()?.Metadata.GetMetadata<LimitedAttribute>()?.Kind;
        var limiter = kind switch { LimitKind.Export => exports, LimitKind.Reveal => reveals, _ => HasFile(context.Request) ? uploads : null };
        return limiter is null ? null : SignInLimits.Wait(limiter, user.Login);
    }

    private static bool HasFile(HttpRequest request) => request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    public void Dispose()
    {
        foreach (var limiter in (PartitionedRateLimiter<string>[])[all, uploads, exports, reveals])
            limiter.Dispose();
    }
}

internal static class UserLimitsSetup
{
    public static void UseUserLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<UserLimits>();
        app.Use((context, next) =>
        {
            var user = context.RequestServices.GetRequiredService<CurrentUser>();
            if (!user.IsSignedIn || context.Request.Path == "/error" || limits.Wait(context, user) is not { } wait)
                return next(context);
            SignInLimits.Refuse(context, wait);
            return Task.CompletedTask;
        });
    }
}
