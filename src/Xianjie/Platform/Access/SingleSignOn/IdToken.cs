using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Xianjie.Platform.Access.SingleSignOn;

/// <summary>Believes an id token only if the authority signed it, for us, now, and in answer to this very request.</summary>
internal sealed class IdToken(OidcSettings settings, Authority authority, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    // Neither "none" nor any with a shared secret: a public key must never serve as one
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 64 << 10 };

    /// <returns>The subject.</returns>
    /// <exception cref="SsoRefusedException">Whatever is wrong with it.</exception>
    public async Task<string> SubjectAsync(string token, string nonce, CancellationToken ct)
    {
        var provider = await authority.GetAsync(anew: false, ct);
        var result = await handler.ValidateTokenAsync(token, Rules(provider));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            result = await handler.ValidateTokenAsync(token, Rules(await authority.GetAsync(anew: true, ct)));
        if (!result.IsValid)
            throw new SsoRefusedException(SsoWords.Token, "The id token is not valid.", result.Exception);
        var jwt = (JsonWebToken)result.SecurityToken;
        if (!jwt.TryGetPayloadValue<string>("nonce", out var given) || given != nonce)
            throw new SsoRefusedException(SsoWords.Token, "The id token answers another request.");
        if (jwt.Audiences.Count() > 1 && (!jwt.TryGetPayloadValue<string>("azp", out var party) || party != settings.Client))
            throw new SsoRefusedException(SsoWords.Token, "The id token was made for another party.");
        return jwt.Subject is { Length: > 0 and <= 255 } subject ? subject : throw new SsoRefusedException(SsoWords.Token, "The id token names nobody.");
    }

    private TokenValidationParameters Rules(Provider provider) => new()
    {
        ValidIssuer = provider.Issuer, ValidAudience = settings.Client, ValidAlgorithms = Algorithms, IssuerSigningKeys = provider.Keys, RequireSignedTokens = true, RequireExpirationTime = true,
        ValidateIssuer = true, ValidateAudience = true, ValidateLifetime = true, ValidateIssuerSigningKey = true, TryAllIssuerSigningKeys = true,
        LifetimeValidator = (from, until, _, _) => until is not null && Utc(until.Value) + Skew > time.GetUtcNow() && (from is null || Utc(from.Value) - Skew <= time.GetUtcNow()),
    };

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
