using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Xianjie.Platform.Access.SingleSignOn;

/// <summary>
/// OpenID Connect over the framework's OAuth handler, which keeps the state sealed, ties it to the browser by a cookie that serves once, and
/// proves the code with PKCE; added here: discovery, nonce, the sender's name in the answer (RFC 9207) and the id token.
/// </summary>
internal sealed class OidcHandler(IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, Authority authority, IdToken tokens) : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    public const string SchemeName = "oidc", Callback = "/login/sso", SubjectClaim = "sub";
    private const string Nonce = "nonce";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            await LearnAsync();
        }
        catch (SsoRefusedException refused)
        {
            SsoSignIn.Note(Logger, refused);
            Response.Redirect(SsoSignIn.Back(Request, refused.Why));
            return;
        }
        properties.Items[Nonce] = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), Nonce, properties.Items[Nonce]!);

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        try
        {
            var provider = await LearnAsync();
            if (Request.Query.TryGetValue("iss", out var sender) && sender != provider.Issuer)
                return HandleRequestResult.Fail(new SsoRefusedException(SsoWords.Token, "The answer is from another issuer."));
            return await base.HandleRemoteAuthenticateAsync();
        }
        catch (SsoRefusedException refused)
        {
            return HandleRequestResult.Fail(refused);
        }
        catch (Exception error) when (error is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException)
        {
            return HandleRequestResult.Fail(new SsoRefusedException(SsoWords.Away, "The code could not be exchanged.", error));
        }
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse answer)
    {
        var token = answer.Response?.RootElement.TryGetProperty("id_token", out var given) == true ? given.GetString() : null;
        if (token is null || !properties.Items.TryGetValue(Nonce, out var nonce) || nonce is null)
            throw new SsoRefusedException(SsoWords.Token, "There is no id token.");
        identity.AddClaim(new Claim(SubjectClaim, await tokens.SubjectAsync(token, nonce, Context.RequestAborted)));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task<Provider> LearnAsync()
    {
        var provider = await authority.GetAsync(anew: false, Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = (provider.Authorize, provider.Token);
        return provider;
    }
}
