using System.Net;
using System.Security.Cryptography;
using System.Text;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Xianjie.Platform.Access;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Health;

internal static class HealthSetup
{
    private static readonly string[] Meanings = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", Meters.Name];

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddSingleton<RequestFigures>();
        services.AddSingleton(new NodeRole(false, false));
        services.AddSingleton<Heartbeat>();
        services.AddSingleton<Followers>();
        services.AddScoped<Indicators.IOfficeFigures, HealthFigures>();
        services.AddSingleton(new MenuEntry(MenuSection.System, 9, "运行状况", "/health", Permissions.SystemManage));
    }

    /// <summary>What a process that stays up runs beside its work.</summary>
    public static void AddNode(this IServiceCollection services, NodeRole role)
    {
        services.AddSingleton(role);
        services.AddHostedService(s => s.GetRequiredService<RequestFigures>());
        services.AddHostedService(s => s.GetRequiredService<Heartbeat>());
        services.AddHostedService(s => s.GetRequiredService<Followers>());
        services.AddOpenTelemetry().ConfigureResource(r => r.AddService("xianjie", serviceVersion: Verbs.VersionVerb.Version)).WithMetrics(m =>
        {
            m.AddMeter(Meanings);
            if (role.Serves)
                m.AddPrometheusExporter();
            // the address is the standard's own setting; without it nothing is sent anywhere
            if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
                m.AddOtlpExporter();
        });
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => "ok").AllowAnonymous();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
    }

    /// <summary>/metrics is there for programs on this machine and for who brings the token of XIANJIE_METRICS_TOKEN; for others there is no such page.</summary>
    public static void UseMetricsGuard(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.Equals("/metrics", StringComparison.OrdinalIgnoreCase) || IsNear(context) || HasToken(context))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static bool IsNear(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For");

    private static bool HasToken(HttpContext context) => Environment.GetEnvironmentVariable("XIANJIE_METRICS_TOKEN") is { Length: >= 16 } token
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes($"Bearer {token}"), Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()));

    private static async Task<IResult> ReadyAsync(HttpContext context, Readiness readiness, CurrentUser user, CancellationToken ct)
    {
        var found = await readiness.ReadAsync(ct);
        var status = found.Any(f => f.Condition == Condition.Down) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        var words = status == StatusCodes.Status200OK ? "ready" : "not ready";
        if (!IsNear(context) && !user.May(Permissions.SystemManage))
            return Results.Text(words, statusCode: status);
        return Results.Json(new { status = words, checks = found.Select(f => new { key = f.Key, condition = f.Condition.ToString().ToLowerInvariant(), words = f.Words }) }, statusCode: status);
    }
}
