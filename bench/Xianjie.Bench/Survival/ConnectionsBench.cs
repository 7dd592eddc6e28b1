using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Xianjie.Bench.Survival;

/// <summary>Very many connections at once to a running server: how many are answered and how many closed, and what the server's memory does.</summary>
internal static class ConnectionsBench
{
    private static readonly byte[] Question = Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");

    public static async Task RunAsync(Uri server, int count, int process)
    {
        Console.WriteLine($"before: {Memory(process):0} MB");
        var clock = Stopwatch.StartNew();
        var open = new List<TcpClient>();
        var (answered, closed, refused) = (0, 0, 0);
        for (var i = 0; i < count; i++)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(server.Host, server.Port);
                open.Add(client);
            }
            catch (SocketException)
            {
                refused++;
                client.Dispose();
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{open.Count:N0} open, {refused} refused after {clock.Elapsed.TotalSeconds:0.0} s; server {Memory(process):0} MB"));
        clock.Restart();
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = 500 }, async (client, ct) =>
        {
            if (await AskAsync(client, ct))
                Interlocked.Increment(ref answered);
            else
                Interlocked.Increment(ref closed);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answered:N0} answered, {closed:N0} closed by the server, {clock.Elapsed.TotalSeconds:0.0} s; server {Memory(process):0} MB"));
        open.ForEach(c => c.Dispose());
        await Task.Delay(2000);
        using var http = new HttpClient();
        Console.WriteLine($"after: /healthz {(int)(await http.GetAsync(new Uri(server, "/healthz"))).StatusCode}, server {Memory(process):0} MB");
    }

    private static async Task<bool> AskAsync(TcpClient client, CancellationToken ct)
    {
        try
        {
            var buffer = new byte[1024];
            await client.GetStream().WriteAsync(Question, ct);
            var read = await client.GetStream().ReadAsync(buffer, ct);
            return read > 12 && Encoding.ASCII.GetString(buffer, 0, 12) == "HTTP/1.1 200";
        }
        catch (Exception gone) when (gone is IOException or SocketException)
        {
            return false;
        }
    }

    private static double Memory(int process)
    {
        using var server = Process.GetProcessById(process);
        return server.WorkingSet64 / 1e6;
    }
}
