using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Xianjie.Platform.Access.SingleSignOn;

/// <summary>Why single sign-on did not work, as a word that the sign-in page knows (<see cref="SsoWords"/>).</summary>
internal sealed class SsoRefusedException(string why, string about, Exception? inner = null) : Exception(about, inner)
{
    public string Why { get; } = why;
}

/// <param name="Issuer">As tokens name it.</param>
internal sealed record Provider(string Issuer, string Authorize, string Token, IReadOnlyList<SecurityKey> Keys, DateTimeOffset At);

/// <summary>What the authority says of itself: where to send people, where to exchange codes, and its keys. Read anew now and then, and when a key is unknown.</summary>
internal sealed class Authority(OidcSettings settings, HttpClient client, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12), Pause = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim one = new(1, 1);
    private Provider? known;

    /// <param name="anew">A key was unknown; asked at most twice a minute.</param>
    /// <exception cref="SsoRefusedException">It does not answer, or names places that are not its own.</exception>
    public async Task<Provider> GetAsync(bool anew, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var age = time.GetUtcNow() - (known?.At ?? DateTimeOffset.MinValue);
            if (known is not null && age < (anew ? Pause : Life))
                return known;
            return known = await ReadAsync(ct);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or TaskCanceledException or ArgumentException or KeyNotFoundException or InvalidOperationException && !ct.IsCancellationRequested)
        {
            throw new SsoRefusedException(SsoWords.Away, "The authority's description cannot be read.", error);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<Provider> ReadAsync(CancellationToken ct)
    {
        using var about = JsonDocument.Parse(await AskAsync(new Uri(settings.Root, ".well-known/openid-configuration"), ct));
        var issuer = about.RootElement.GetProperty("issuer").GetString();
        if (issuer != settings.Authority)
            throw new SsoRefusedException(SsoWords.Away, $"The description is of {issuer}, not of {settings.Authority}.");
        var (authorize, token, keys) = (Own(about, "authorization_endpoint"), Own(about, "token_endpoint"), Own(about, "jwks_uri"));
        var set = new JsonWebKeySet(await AskAsync(keys, ct)) { SkipUnresolvedJsonWebKeys = true };
        // Only public keys that sign: a shared secret among them would let anyone who reads them sign
        var signing = set.Keys.Where(k => k.Kty is JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve && k.Use is null or "" or "sig").ToList<SecurityKey>();
        return new Provider(issuer, authorize.AbsoluteUri, token.AbsoluteUri, signing, time.GetUtcNow());
    }

    private static readonly System.Buffers.SearchValues<char> Odd = System.Buffers.SearchValues.Create("@\\");

    /// <summary>An address on the authority's own host and port, under its own scheme.</summary>
    private Uri Own(JsonDocument about, string name)
    {
        var text = about.RootElement.GetProperty(name).GetString() ?? string.Empty;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == settings.Root.Scheme && uri.Host == settings.Root.Host && uri.Port == settings.Root.Port && !text.AsSpan().ContainsAny(Odd)
            ? uri : throw new SsoRefusedException(SsoWords.Away, $"{name} is not on the authority's own host: {text}");
    }

    private async Task<string> AskAsync(Uri address, CancellationToken ct)
    {
        using var answer = await client.GetAsync(address, ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : throw new HttpRequestException($"{address} answers {(int)answer.StatusCode}.");
    }

    public void Dispose() => one.Dispose();
}
