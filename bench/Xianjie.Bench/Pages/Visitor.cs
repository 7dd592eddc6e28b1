using System.Net;
using System.Text.RegularExpressions;

namespace Xianjie.Bench.Pages;

/// <summary>One signed-in browser: its own connection and cookies, compressed answers as browsers ask for them.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;

    private Visitor(string server) => client = new(new SocketsHttpHandler
    {
        CookieContainer = new CookieContainer(), AllowAutoRedirect = true, AutomaticDecompression = DecompressionMethods.All, MaxConnectionsPerServer = 1,
    }) { BaseAddress = new Uri(server) };

    public static async Task<Visitor> SignInAsync(string server, string login, string password)
    {
        var visitor = new Visitor(server);
        var token = Token().Match(await visitor.ReadAsync("/login")).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Login"] = login, ["Password"] = password, ["__RequestVerificationToken"] = token });
        using var answer = await visitor.client.PostAsync(new Uri("/login", UriKind.Relative), form);
        return answer.IsSuccessStatusCode && answer.RequestMessage?.RequestUri?.AbsolutePath != "/login" ? visitor
            : throw new InvalidOperationException($"Could not sign in as {login}: {(int)answer.StatusCode}");
    }

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
