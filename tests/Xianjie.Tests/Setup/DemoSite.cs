using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;

namespace Xianjie.Tests.Setup;

/// <summary>The demo county as <c>./run</c> makes it, small: rows in every part of the product, one account of every role.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly TestPlace place;
    private readonly WebApplication app;
    private readonly List<LoginPage.DemoAccount> accounts;
    private readonly List<User> known;

    private DemoSite(TestPlace place, WebApplication app, List<LoginPage.DemoAccount> accounts, List<User> known) => (this.place, this.app, this.accounts, this.known) = (place, app, accounts, known);

    public IServiceProvider Services => app.Services;

    public string Folder => place.Folder;

    /// <summary>One login of every role.</summary>
    public IEnumerable<string> Logins => accounts.DistinctBy(a => a.Role).Select(a => a.Login);

    /// <summary>Department files of the county, each cut after some rows.</summary>
    public IReadOnlyList<byte[]> Files { get; private init; } = [];

    /// <summary>What the server wrote down as an error.</summary>
    public required ErrorLog Errors { get; init; }

    public static async Task<DemoSite> StartAsync(string database, int people = 300)
    {
        var place = TestPlace.Empty(database);
        var (folder, connection) = (place.Folder, place.Connection);
        Assert.Equal(0, await Commands.RunAsync(["demo", "--people", $"{people}", "--seed", "7", "--data", folder, "--database", connection]));
        var log = new ErrorLog();
        var app = ServeVerb.App(Settings.From(folder, connection), worker: false, "http://localhost", b =>
        {
            b.WebHost.UseTestServer();
            b.Logging.AddProvider(log);
        });
        await app.StartAsync();
        await using var db = app.Services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
        var accounts = JsonSerializer.Deserialize<List<LoginPage.DemoAccount>>(await File.ReadAllTextAsync(Path.Combine(folder, "demo")), Web)!;
        return new DemoSite(place, app, accounts, await db.Set<User>().AsNoTracking().ToListAsync()) { Files = await FilesAsync(folder), Errors = log };
    }

    private static async Task<List<byte[]>> FilesAsync(string folder)
    {
        var made = Path.Combine(folder, "again");
        Assert.Equal(0, await Commands.RunAsync(["demo", "--people", "300", "--seed", "7", "--out", made]));
        return [.. Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".xlsx", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(b => b.Length < 200_000)];
    }

    public XianjieDb Open() => Services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);

    public Visitor Visit() => new(app.GetTestServer().CreateHandler());

    public async Task<Visitor> SignInAsync(string login)
    {
        var visitor = Visit();
        // all sign in from one address, and a long run sends more of them than the server takes from one in a minute
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var answer = await visitor.PostAsync("/login", new() { ["Login"] = login, ["Password"] = accounts.Single(a => a.Login == login).Password! });
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                break;
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
        return visitor;
    }

    /// <summary>Sets every account of the county back to what it was.</summary>
    public async Task MendAccountsAsync()
    {
        await using var db = Open();
        foreach (var user in await db.Set<User>().ToListAsync())
        {
            if (known.Find(k => k.Id == user.Id) is { } was)
                db.Entry(user).CurrentValues.SetValues(was);
        }
        db.Act = new Act("test", "mend");
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        place.Dispose();
    }
}
