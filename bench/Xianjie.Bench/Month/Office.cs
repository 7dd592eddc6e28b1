using Xianjie.Demo.Steps.Loop;

namespace Xianjie.Bench.Month;

/// <summary>A person of the county: account, role and the division that the account is for.</summary>
internal sealed record Cadre(string Login, string Role, long Division);

/// <summary>The county's people at work: who signs in where, and what day it is.</summary>
/// <param name="Jobs">Runs the jobs that wait.</param>
internal sealed class Office(Func<HttpMessageHandler> handler, Uri server, DemoTime time, IReadOnlyList<Cadre> cadres, string password, Func<Task> jobs) : IDisposable
{
    private readonly Dictionary<string, WebUser> signedIn = [];

    public Tally Tally { get; } = new();
    public IReadOnlyList<Cadre> Cadres => cadres;
    public DateOnly Today { get; private set; }

    /// <summary>An office at work is neither held up by a phone nor by how quickly a program types.</summary>
    public static readonly Platform.Access.SignInSettings SignIn = new()
    {
        SecondFactor = false, MostSessions = 1000, Idle = TimeSpan.FromDays(1), Absolute = TimeSpan.FromDays(1), Proof = TimeSpan.FromDays(1), Limits = Platform.Access.RequestLimits.None,
    };

    public void Begin(DateOnly day)
    {
        Today = day;
        time.StandAt(day, new TimeOnly(9, 0));
        Dispose();
        signedIn.Clear();
    }

    public Task RunJobsAsync() => jobs();

    public IEnumerable<Cadre> Of(string role) => cadres.Where(c => c.Role == role);

    /// <summary>Signed in once a day.</summary>
    public async Task<WebUser> AsAsync(Cadre who)
    {
        if (signedIn.TryGetValue(who.Login, out var known))
            return known;
        var user = new WebUser(handler(), server, Tally, who.Role);
        await user.SubmitAsync("/login", new Dictionary<string, string> { ["Login"] = who.Login, ["Password"] = password });
        return signedIn[who.Login] = user;
    }

    public Task<WebUser> CollectorAsync(long village) => AsAsync(Of(Platform.Access.Roles.Collector).First(c => c.Division == village));
    public Task<WebUser> ClerkAsync(long village) => AsAsync(Of(Platform.Access.Roles.Clerk).First(c => c.Division == village / 1000 * 1000));
    public Task<WebUser> MonitorAsync() => AsAsync(Of(Platform.Access.Roles.Monitor).First());

    public void Dispose()
    {
        foreach (var user in signedIn.Values)
            user.Dispose();
    }
}
