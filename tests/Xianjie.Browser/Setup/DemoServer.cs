using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Verbs;

namespace Xianjie.Browser.Setup;

/// <summary>The product as <c>./run</c> serves it: a small demo county made by the verb, a real port, jobs running.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly string folder = Directory.CreateTempSubdirectory("xianjie-browser-").FullName;
    private WebApplication? app;

    public string Address { get; private set; } = string.Empty;
    internal IReadOnlyList<LoginPage.DemoAccount> Accounts { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Assert.Equal(0, await Commands.RunAsync(["demo", "--people", "3000", "--seed", "7", "--data", folder]));
        Accounts = JsonSerializer.Deserialize<List<LoginPage.DemoAccount>>(await File.ReadAllTextAsync(Path.Combine(folder, "demo")), Web)!;
        Address = $"http://localhost:{FreePort()}";
        app = ServeVerb.App(Settings.From(folder), worker: true, Address);
        await app.StartAsync();
    }

    /// <summary>The database behind the server.</summary>
    internal XianjieDb Open() => app!.Services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

[CollectionDefinition("demo")]
public sealed class DemoCollection : ICollectionFixture<DemoServer>, ICollectionFixture<Chromium>;
