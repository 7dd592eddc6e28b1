using System.Net;
using System.Net.Sockets;

namespace Xianjie.Platform.Access.SingleSignOn;

/// <summary>
/// Asks the one configured authority and nothing else: no redirects, no proxies, no cookies, short answers, and only addresses that are public
/// or listed. A document of theirs cannot lead this server to another machine.
/// </summary>
internal static class AuthorityClient
{
    private const int MostBytes = 256 << 10;

    public static HttpClient For(OidcSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 32, ConnectCallback = (context, ct) => ConnectAsync(settings, context.DnsEndPoint, ct),
        };
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MostBytes };
    }

    /// <exception cref="HttpRequestException">Another host or port than the authority's, or an address that is not allowed.</exception>
    private static async ValueTask<Stream> ConnectAsync(OidcSettings settings, DnsEndPoint to, CancellationToken ct)
    {
        var root = settings.Root;
        if (!string.Equals(to.Host, root.Host, StringComparison.OrdinalIgnoreCase) || to.Port != root.Port)
            throw new HttpRequestException($"{to.Host}:{to.Port} is not the authority.");
        var addresses = (await Dns.GetHostAddressesAsync(to.Host, ct)).Where(a => MayConnect(settings, a)).ToArray();
        if (addresses.Length == 0)
            throw new HttpRequestException($"{to.Host} has no address that is public or listed.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static bool MayConnect(OidcSettings settings, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return settings.Addresses.Contains(plain) || (IPAddress.IsLoopback(plain) ? settings.Root.IsLoopback : IsPublic(plain));
    }

    private static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return !(address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any));
        var b = address.GetAddressBytes();
        return b[0] is not (0 or 10 or 127 or >= 224) && !(b[0] == 100 && b[1] is >= 64 and < 128) && !(b[0] == 169 && b[1] == 254) && !(b[0] == 172 && b[1] is >= 16 and < 32) && !(b[0] == 192 && b[1] == 168)
            && !(b[0] == 192 && b[1] == 0) && !(b[0] == 198 && b[1] is 18 or 19);
    }
}
