using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Xianjie.Platform.Web;

/// <summary>
/// How long and how slowly a client may keep a connection, and how many there may be (XIANJIE_CONNECTIONS). A client that sends its header or body
/// by drips is cut off; a connection beyond the number is closed at once, and those that are there go on.
/// </summary>
internal static class ConnectionLimits
{
    private const int Usual = 10_000, HeaderBytes = 32 << 10;

    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = UploadLimit.Bytes;
        limits.MaxConcurrentConnections = int.TryParse(Environment.GetEnvironmentVariable("XIANJIE_CONNECTIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most : Usual;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        // a village's line brings more than this; a body that drips slower is not meant to arrive
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
