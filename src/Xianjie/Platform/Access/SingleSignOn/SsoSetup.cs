using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace Xianjie.Platform.Access.SingleSignOn;

internal static class SsoSetup
{
    public static void AddSingleSignOn(this IServiceCollection services, Settings settings)
    {
        if (settings.SignIn.SingleSignOn is not { } provider)
            return;
        var client = AuthorityClient.For(provider);
        services.AddSingleton(provider);
        services.AddSingleton(s => new Authority(provider, client, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IdToken>();
        services.AddScoped<SsoSignIn>();
        services.AddAuthentication().AddOAuth<OAuthOptions, OidcHandler>(OidcHandler.SchemeName, o =>
        {
            (o.ClientId, o.ClientSecret, o.CallbackPath, o.UsePkce, o.Backchannel) = (provider.Client, provider.Secret, OidcHandler.Callback, true, client);
            // Until the authority has told its own
            (o.AuthorizationEndpoint, o.TokenEndpoint) = (new Uri(provider.Root, "authorize").AbsoluteUri, new Uri(provider.Root, "token").AbsoluteUri);
            o.Scope.Clear();
            foreach (var scope in provider.Scopes.Append("openid").Distinct())
                o.Scope.Add(scope);
            (o.CorrelationCookie.SameSite, o.CorrelationCookie.SecurePolicy, o.CorrelationCookie.Name) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, "xianjie.sso.");
            // Counted by the browser, whose clock may be wrong
            o.CorrelationCookie.MaxAge = TimeSpan.FromMinutes(10);
            o.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
            o.SaveTokens = false;
            o.Events = new OAuthEvents { OnTicketReceived = ReceivedAsync, OnRemoteFailure = FailedAsync };
        });
    }

    private static async Task ReceivedAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var subject = context.Principal!.FindFirst(OidcHandler.SubjectClaim)!.Value;
        var next = await context.HttpContext.RequestServices.GetRequiredService<SsoSignIn>().FinishAsync(context.HttpContext, subject, context.Properties!, context.HttpContext.RequestAborted);
        context.Response.Redirect(context.Request.PathBase + next);
    }

    private static Task FailedAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var refused = context.Failure as SsoRefusedException;
        SsoSignIn.Note(context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcHandler>>(), context.Failure);
        var asked = context.Request.Query;
        context.Response.Redirect(SsoSignIn.Back(context.Request, refused?.Why ?? (asked.ContainsKey("error") ? SsoWords.Denied : asked.ContainsKey("code") && context.Failure?.Message.Contains("orrelation", StringComparison.Ordinal) != true && context.Failure?.Message.Contains("state", StringComparison.Ordinal) != true ? SsoWords.Token : SsoWords.Late)));
        return Task.CompletedTask;
    }
}
