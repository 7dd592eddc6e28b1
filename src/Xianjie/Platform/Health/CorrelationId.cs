using System.Diagnostics;

namespace Xianjie.Platform.Health;

/// <summary>The number that stands on the answer, on the error page and in every line of the log of one request.</summary>
internal static class CorrelationId
{
    public const string Header = "X-Request-Id";

    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    /// <summary>Before everything that may write a line.</summary>
    public static void UseCorrelationId(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Xianjie.Request");
        app.Use(async (context, next) =>
        {
            var id = Of(context);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });
            using (log.BeginScope(new KeyValuePair<string, object>[] { new("RequestId", id) }))
                await next(context);
        });
    }
}
