using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Data;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Crash;

/// <summary>A real server and clients that behave badly; and a server that is told to stop.</summary>
public sealed class SlowClientTests
{
    [Fact]
    public async Task Who_sends_by_drips_is_cut_off_and_a_server_told_to_stop_answers_what_it_has_begun()
    {
        await using var site = await Site.StartAsync("sqlite");
        using var server = await Served.StartAsync(site.Folder, site.Services.GetRequiredService<Database>().Connection);
        using var slow = await OpenAsync(server, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        var cut = EndAsync(slow);
        // others do not notice
        using (var quick = await OpenAsync(server, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            Assert.StartsWith("HTTP/1.1 200", await EndAsync(quick), StringComparison.Ordinal);

        if (OperatingSystem.IsWindows())
            return;
        await Task.WhenAny(cut, Task.Delay(TimeSpan.FromSeconds(30)));
        Assert.True(cut.IsCompleted, "A header that never ends was waited for.");
        Assert.DoesNotContain("200", await cut, StringComparison.Ordinal);
        using var late = await OpenAsync(server, "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\nLogin=mon");
        await Task.Delay(300);
        using (var term = Process.Start("kill", ["-TERM", server.Process.Id.ToString(CultureInfo.InvariantCulture)])!)
            await term.WaitForExitAsync();
        await Task.Delay(300);
        await late.GetStream().WriteAsync(Encoding.ASCII.GetBytes("itor&Passwo"));
        Assert.StartsWith("HTTP/1.1 ", await EndAsync(late), StringComparison.Ordinal);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await server.Process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, server.Process.ExitCode);
    }

    private static async Task<TcpClient> OpenAsync(Served server, string words)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(words));
        return client;
    }

    /// <summary>Everything that comes until the other side closes.</summary>
    private static async Task<string> EndAsync(TcpClient client)
    {
        var buffer = new byte[4096];
        var text = new StringBuilder();
        try
        {
            for (int read; (read = await client.GetStream().ReadAsync(buffer)) > 0;)
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // closed at once, without a farewell
            return text.ToString();
        }
        return text.ToString();
    }
}
