namespace Xianjie.Platform.Health;

/// <summary>
/// One JSON object a line on the standard output, in UTC, with the number of the request. Nothing personal: the framework's own lines, which
/// carry addresses with their queries, are off; ours name routes, kinds and ids; values of the database's parameters are never written.
/// </summary>
internal static class Logs
{
    public static void Use(ILoggingBuilder logging)
    {
        logging.ClearProviders().AddJsonConsole(o =>
        {
            o.IncludeScopes = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            // the scope that carries the address of the request with it
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
    }
}
