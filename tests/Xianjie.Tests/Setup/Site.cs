using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xianjie.Bench.Month;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Verbs;

namespace Xianjie.Tests.Setup;

/// <summary>
/// The whole product on a database of its own, with a small fictional county: two townships with two villages each and one user per
/// role. The clock stands at 2026-11-02 09:00 in China and moves only by hand.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    public const long County = 990101000000, TownA = 990101101000, TownB = 990101102000,
        VillageA1 = 990101101201, VillageA2 = 990101101202, VillageB1 = 990101102201, VillageB2 = 990101102202;
    public const string Password = "correct horse battery staple";

    /// <summary>Sign-in as most tests want it: sessions live as long as the clock is moved, no second factor, no limits.</summary>
    public static readonly SignInSettings Calm = new()
    {
        Idle = TimeSpan.FromDays(400), Absolute = TimeSpan.FromDays(400), Proof = TimeSpan.FromDays(400), InitialPassword = TimeSpan.FromDays(400), MostSessions = 1000, SecondFactor = false, Limits = RequestLimits.None,
    };

    // Hashing is slow on purpose: not for every sign-in of every test
    public const int Iterations = 1000;
    private string hash = string.Empty;

    private readonly WebApplication app;
    private readonly TestPlace place;
    public string Folder => place.Folder;
    public TestClock Clock { get; }
    public IServiceProvider Services => app.Services;

    private Site(WebApplication app, TestPlace place, TestClock clock) => (this.app, this.place, Clock) = (app, place, clock);

    public static async Task<Site> StartAsync(string database, Action<IServiceCollection>? adjust = null, SignInSettings? signIn = null)
    {
        var place = TestPlace.Migrated(database);
        var clock = new TestClock();
        var settings = Settings.From(place.Folder, place.Connection) with { SignIn = signIn ?? Calm };
        var app = ServeVerb.App(settings, worker: false, "http://localhost", b =>
        {
            b.WebHost.UseTestServer();
            b.Services.AddSingleton<TimeProvider>(clock);
            b.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = Iterations);
            Shipped.Lend(b.Services);
            adjust?.Invoke(b.Services);
        });
        // what a test puts in the place of a shipped thing stays its own
        if (adjust is null && signIn is null)
            Shipped.Take(app.Services);
        await app.StartAsync();
        var site = new Site(app, place, clock);
        await site.PlantAsync();
        return site;
    }

    public XianjieDb Open(Scope? scope = null) => Services.GetRequiredService<Database>().Open(scope ?? Scope.All(), Clock);

    /// <summary>Runs every job that waits, as the worker would.</summary>
    public Task RunJobsAsync() => Services.GetRequiredService<Worker>().RunAllAsync(CancellationToken.None);

    public Visitor Visit(bool secure = false) => new(app.GetTestServer().CreateHandler(), secure);

    public async Task<Visitor> SignInAsync(string login, bool secure = false)
    {
        var visitor = Visit(secure);
        var answer = await visitor.PostAsync("/login", new() { ["Login"] = login, ["Password"] = Password });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return visitor;
    }

    /// <summary>A second person opens what was asked for and agrees.</summary>
    public async Task<HttpResponseMessage> ConfirmAsync(HttpResponseMessage asked, string by, string handler = "Confirm", string words = "")
    {
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        var path = asked.Headers.Location!.ToString();
        Assert.StartsWith("/confirmations/", path, StringComparison.Ordinal);
        var visitor = await SignInAsync(by);
        var version = (await visitor.PageAsync(path)).QuerySelector("input[name=version]")?.GetAttribute("value") ?? "0";
        return await visitor.PostAsync($"{path}?handler={handler}", new() { ["version"] = version, ["words"] = words });
    }

    /// <summary>A second person agrees, and it is done.</summary>
    public async Task ConfirmedAsync(HttpResponseMessage asked, string by)
    {
        var answer = await ConfirmAsync(asked, by);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors")?.TextContent);
    }

    private async Task PlantAsync()
    {
        await using var db = Open();
        db.Act = new Act("test", "plant");
        hash = Services.GetRequiredService<IPasswordHasher<User>>().HashPassword(Credentials.Nobody, Password);
        Place(990000000000, "青岚省", DivisionLevel.Province, null);
        Place(990100000000, "临川市", DivisionLevel.City, 990000000000);
        Place(County, "青禾县", DivisionLevel.County, 990100000000);
        Place(TownA, "白石镇", DivisionLevel.Township, County);
        Place(TownB, "云岭乡", DivisionLevel.Township, County);
        Place(VillageA1, "大坪村", DivisionLevel.Village, TownA);
        Place(VillageA2, "柳树村", DivisionLevel.Village, TownA);
        Place(VillageB1, "松林村", DivisionLevel.Village, TownB);
        Place(VillageB2, "清溪村", DivisionLevel.Village, TownB);
        foreach (var role in Roles.All.Values)
            Add(role.Key, role.Key == Roles.Collector ? VillageA1 : role.Key == Roles.Clerk ? TownA : County, role.Key == Roles.Department ? "医保局" : null);
        Add(Roles.Collector, VillageB1, null, "collector-b");
        Add(Roles.Clerk, TownB, null, "clerk-b");
        // Whoever confirms what the first one asked for
        Add(Roles.Clerk, TownA, null, "clerk-2");
        Add(Roles.Monitor, County, null, "monitor-2");
        Add(Roles.SystemAdmin, County, null, "system-admin-2");
        Add(Roles.SecurityAdmin, County, null, "security-admin-2");
        await db.SaveChangesAsync();

        void Place(long code, string name, DivisionLevel level, long? parent) =>
            db.Add(new Division { Code = code, Name = name, Level = level, Parent = parent });
        void Add(string role, long division, string? department, string? login = null) =>
            db.Add(new User { Login = login ?? role, Name = Roles.All[role].Title, Role = role, Division = division, Department = department, PasswordHash = hash });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        place.Dispose();
    }
}

/// <summary>A browser without script: keeps cookies, sends the form token, does not follow redirects by itself.</summary>
internal sealed class Visitor(HttpMessageHandler handler, bool secure = false)
{
    private readonly HttpClient client = new(new CookieKeeper(handler)) { BaseAddress = new Uri(secure ? "https://localhost" : "http://localhost") };

    public HttpClient Http => client;

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<IDocument> PageAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {answer.Headers.Location}");
        return await ReadAsync(answer);
    }

    public static async Task<IDocument> ReadAsync(HttpResponseMessage answer) => await ReadAsync(await answer.Content.ReadAsStringAsync());

    public static Task<IDocument> ReadAsync(string text) => BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(text));

    /// <summary>Fetches the page for its form token, then posts the fields (and files) to it.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, params (string Field, string FileName, byte[] Content)[] files) => PostToAsync(path, path, fields, files);

    /// <summary>Posts with the token of another page, as a button that stands on one page and posts to another does.</summary>
    public async Task<HttpResponseMessage> PostToAsync(string from, string path, Dictionary<string, string> fields, params (string Field, string FileName, byte[] Content)[] files)
    {
        var page = await ReadAsync(await GetAsync(from));
        using var form = new MultipartFormDataContent();
        var (token, isFirst) = Token(page, from, path);
        if (isFirst)
            form.Add(new StringContent(token), "__RequestVerificationToken");
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (field, fileName, content) in files)
            form.Add(new ByteArrayContent(content), field, fileName);
        if (!isFirst)
            form.Add(new StringContent(token), "__RequestVerificationToken");
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    /// <summary>
    /// The token of the form that posts to the path, and whether it stands before the form's files, as a browser sends it; where the page shows
    /// none, as for a posting out of order, any token of the page.
    /// </summary>
    private static (string Token, bool IsFirst) Token(IDocument page, string from, string path)
    {
        var forms = page.QuerySelectorAll("form[method=post]").Where(f => (f.GetAttribute("action") is { Length: > 0 } action ? Uri.UnescapeDataString(action) : from) == Uri.UnescapeDataString(path)).ToList();
        var inputs = (forms.Count > 0 ? forms[0] : page.DocumentElement).QuerySelectorAll("input[type=file], input[name=__RequestVerificationToken]");
        var token = inputs.FirstOrDefault(i => i.GetAttribute("type") != "file");
        return (token?.GetAttribute("value") ?? string.Empty, inputs.Length > 0 && inputs[0] == token);
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 11, 2, 1, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;
    public void Move(TimeSpan by) => now += by;
}
