using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Xianjie.Platform.Access.SingleSignOn;

namespace Xianjie.Tests.Platform.Access;

/// <summary>
/// A small OpenID Connect server on a real port, which behaves well unless told otherwise. It checks what it is asked as strictly as a real one:
/// client, secret, PKCE, one use of a code.
/// </summary>
internal sealed class OidcServer : IAsyncDisposable
{
    public const string Client = "xianjie-county", Secret = "a secret between the two", Subject = "sub-4711";

    private readonly Dictionary<string, (string Challenge, string Redirect, string Nonce)> codes = [];
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WebApplication app = null!;

    public string Issuer { get; private set; } = string.Empty;
    public string Algorithm { get; set; } = "RS256";
    public string Who { get; set; } = Subject;
    /// <summary>The time that its tokens bear.</summary>
    public Func<DateTimeOffset> Time { get; set; } = () => DateTimeOffset.UnixEpoch;
    /// <summary>Spoils the claims of the next tokens.</summary>
    public Action<Dictionary<string, object>>? Spoil { get; set; }
    /// <summary>Makes the whole token in another way.</summary>
    public Func<string, string>? Forge { get; set; }
    public Func<Dictionary<string, object>, Dictionary<string, object>> Describe { get; set; } = about => about;
    public string? Error { get; set; }
    public Dictionary<string, string> LastAsked { get; private set; } = [];
    public int TokenRequests { get; private set; }

    public OidcSettings Settings => new(Issuer, Client, Secret, "省统一身份认证", ["openid", "profile"], []);

    public static async Task<OidcServer> StartAsync()
    {
        var server = new OidcServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = server.app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(server.Describe(new()
        {
            ["issuer"] = server.Issuer, ["authorization_endpoint"] = server.Issuer + "/authorize", ["token_endpoint"] = server.Issuer + "/token", ["jwks_uri"] = server.Issuer + "/keys",
        })));
        app.MapGet("/keys", () => Results.Content(server.Keys(), "application/json"));
        app.MapGet("/authorize", (HttpContext context) => server.Authorize(context));
        app.MapPost("/token", (HttpContext context, CancellationToken _) => server.TokenAsync(context));
        await app.StartAsync();
        server.Issuer = app.Urls.First();
        return server;
    }

    private IResult Authorize(HttpContext context)
    {
        LastAsked = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        var (redirect, state) = (LastAsked["redirect_uri"], LastAsked["state"]);
        if (Error is not null)
            return Results.Redirect(QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?> { ["error"] = Error, ["error_description"] = "<script>alert(1)</script>", ["state"] = state }));
        if (LastAsked["response_type"] != "code" || LastAsked["client_id"] != Client || LastAsked["code_challenge_method"] != "S256" || !LastAsked["scope"].Split(' ').Contains("openid"))
            return Results.BadRequest();
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        codes[code] = (LastAsked["code_challenge"], redirect, LastAsked["nonce"]);
        return Results.Redirect(QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?> { ["code"] = code, ["state"] = state, ["iss"] = Issuer }));
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        TokenRequests++;
        var form = await context.Request.ReadFormAsync();
        var proof = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (form["client_id"] != Client || form["client_secret"] != Secret || form["grant_type"] != "authorization_code"
            || !codes.Remove(form["code"].ToString(), out var given) || given.Challenge != proof || given.Redirect != form["redirect_uri"])
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        return Results.Json(new { access_token = "none of our business", token_type = "Bearer", id_token = Token(given.Nonce) });
    }

    public string Token(string nonce)
    {
        var now = Time().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object> { ["iss"] = Issuer, ["aud"] = Client, ["sub"] = Who, ["iat"] = now, ["exp"] = now + 300, ["nonce"] = nonce, ["email"] = "leader@example.gov.cn", ["name"] = "县领导" };
        Spoil?.Invoke(claims);
        var head = Part(new Dictionary<string, object> { ["alg"] = Algorithm, ["typ"] = "JWT", ["kid"] = Algorithm == "ES256" ? "ec" : "rsa" });
        var body = head + "." + Part(claims);
        return Forge?.Invoke(body) ?? body + "." + WebEncoders.Base64UrlEncode(Sign(Encoding.ASCII.GetBytes(body)));
    }

    public string RsaPublicPem() => rsa.ExportSubjectPublicKeyInfoPem();

    private byte[] Sign(byte[] body) => Algorithm == "ES256" ? ec.SignData(body, HashAlgorithmName.SHA256) : rsa.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private string Keys()
    {
        var (r, e) = (rsa.ExportParameters(false), ec.ExportParameters(false));
        return JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", use = "sig", kid = "rsa", n = WebEncoders.Base64UrlEncode(r.Modulus!), e = WebEncoders.Base64UrlEncode(r.Exponent!) },
                new { kty = "EC", use = "sig", kid = "ec", crv = "P-256", x = WebEncoders.Base64UrlEncode(e.Q.X!), y = WebEncoders.Base64UrlEncode(e.Q.Y!) },
                // A careless authority: a shared secret among the public keys
                new { kty = "oct", kid = "rsa", k = WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(new string('k', 64))) },
            },
        });
    }

    public static string Part(object value) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(value));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
        ec.Dispose();
    }
}
