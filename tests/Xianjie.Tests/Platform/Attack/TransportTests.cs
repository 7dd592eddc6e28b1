using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Xianjie.Platform;
using Xianjie.Platform.Verbs;

namespace Xianjie.Tests.Platform.Attack;

/// <summary>Requests that two servers in a row may read differently, or that are too long to read, sent byte by byte over a real connection (ASVS 13.1.5, 14.5.1).</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private readonly Setup.TestPlace place = Setup.TestPlace.Empty("sqlite");
    private WebApplication? app;
    private int port;

    public async Task InitializeAsync()
    {
        app = ServeVerb.App(Settings.From(place.Folder), worker: false, "http://127.0.0.1:0");
        await app.StartAsync();
        port = new Uri(app.Urls.First()).Port;
    }

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        place.Dispose();
    }

    [Theory]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345", 400)]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n12345", 400)]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("GET /login HTTP/1.1\r\nHost: a\r\nX-A: b\r\n folded\r\n\r\n", 400)]
    [InlineData("GET /login HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /login HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /lo%00gin HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET /login HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    [InlineData("TRACE /login HTTP/1.1\r\nHost: a\r\n\r\n", 405)]
    [InlineData("PUT /login HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("DELETE /households HTTP/1.1\r\nHost: a\r\n\r\n", 405)]
    public async Task A_request_that_can_be_read_in_two_ways_is_refused_and_ends_there(string request, int expected)
    {
        // A second request rides along: it must not be answered as if it stood alone after a refused one
        var answers = await SendAsync(request);
        Assert.StartsWith($"HTTP/1.1 {expected}", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_with_a_length_and_in_chunks_closes_the_connection_so_that_nothing_rides_along()
    {
        var answers = await SendAsync("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(1, answers.Split("HTTP/1.1 ").Length - 1);
    }

    [Theory, InlineData("line", 414), InlineData("header", 431), InlineData("many", 431)]
    public async Task What_is_too_long_to_read_is_refused(string what, int expected)
    {
        var request = what switch
        {
            "line" => $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: a\r\n\r\n",
            "header" => $"GET / HTTP/1.1\r\nHost: a\r\nX-A: {new string('a', 40_000)}\r\n\r\n",
            _ => $"GET / HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Range(0, 150).Select(i => $"X-{i}: a\r\n"))}\r\n",
        };
        Assert.StartsWith($"HTTP/1.1 {expected}", await SendAsync(request), StringComparison.Ordinal);
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        var (answers, room) = (new StringBuilder(), new byte[8192]);
        try
        {
            // The first answer may take a while; whatever rides along follows at once
            for (var wait = TimeSpan.FromSeconds(20); ; wait = TimeSpan.FromMilliseconds(400))
            {
                using var limit = new CancellationTokenSource(wait);
                var length = await stream.ReadAsync(room, limit.Token);
                if (length == 0)
                    break;
                answers.Append(Encoding.UTF8.GetString(room, 0, length));
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException)
        {
            // closed by the server, or nothing more comes
        }
        return answers.ToString();
    }
}
