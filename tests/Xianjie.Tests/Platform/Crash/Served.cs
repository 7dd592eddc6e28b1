using System.Diagnostics;
using System.Net.Sockets;
using System.Net;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Crash;

/// <summary>A real process of the product.</summary>
internal sealed class Served : IDisposable
{
    // A machine that runs other things beside is slow, not broken
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, System.Collections.Concurrent.ConcurrentQueue<string>> Said = new();

    public Process Process { get; }
    public int Port { get; }

    private Served(Process process, int port) => (Process, Port) = (process, port);

    /// <summary>A server that answers, or that has been killed while it came up.</summary>
    public static async Task<Served> StartAsync(string folder, string database)
    {
        var port = FreePort();
        var served = new Served(Run("serve", "--urls", $"http://127.0.0.1:{port}", "--data", folder, "--database", database), port);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !served.Process.HasExited;)
        {
            try
            {
                if ((await client.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz"))).IsSuccessStatusCode)
                    return served;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(50);
            }
        }
        throw new InvalidOperationException($"The server did not come up. {(served.Process.HasExited ? $"It ended with {served.Process.ExitCode}" : "It does not answer")}: {string.Join(' ', Said.GetValueOrDefault(served.Process.Id)?.TakeLast(5) ?? [])}");
    }

    public static Process Run(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "xianjie.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["XIANJIE_BACKUP_MINUTES"] = "0.01";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Many forms from one program under few accounts
        start.Environment["XIANJIE_SECOND_FACTOR"] = "off";
        start.Environment["XIANJIE_SESSIONS"] = "1000";
        foreach (var limit in (string[])["REQUESTS", "UPLOADS", "ACCOUNT_SIGN_INS", "ADDRESS_SIGN_INS"])
            start.Environment["XIANJIE_LIMIT_" + limit] = "0";
        var process = Process.Start(start)!;
        var said = Said[process.Id] = new System.Collections.Concurrent.ConcurrentQueue<string>();
        process.OutputDataReceived += (_, e) => said.Enqueue(e.Data ?? string.Empty);
        process.ErrorDataReceived += (_, e) => said.Enqueue(e.Data ?? string.Empty);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task<Visitor> SignInAsync(string login)
    {
        var visitor = new Visitor(new ToPort(Port));
        await visitor.PostAsync("/login", new() { ["Login"] = login, ["Password"] = Site.Password });
        return visitor;
    }

    private sealed class ToPort(int port) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Host = "127.0.0.1", Port = port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        Process.Dispose();
    }
}
