using System.Diagnostics;

namespace Xianjie.Platform.Health;

/// <summary>The number that stands on the answer, on the error page and in every line of the log of one request.</summary>
internal static class CorrelationId
{
    public const string Header = "X-Request-Id";

    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public static void UseCorrelationId(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = Of(context);
            return Task.CompletedTask;
        });
        return next(context);
    });
}
