using Microsoft.AspNetCore.WebUtilities;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Audit;

namespace Xianjie.Platform.Access.Session;

/// <summary>What follows once someone has shown who they are: the second factor where there is one, else the session.</summary>
internal sealed class SignInEnd(SessionDesk desk, SignInStep step, KeptFormDesk kept, AuditTrail trail)
{
    /// <returns>Where to go.</returns>
    public async Task<string> AfterFirstAsync(HttpContext context, User user, string method, string? returnUrl, CancellationToken ct)
    {
        if (user.SecondFactorAt is null)
            return await OpenAsync(context, user, method, returnUrl, ct);
        step.Remember(context, user, method);
        return returnUrl is null ? "/login/code" : QueryHelpers.AddQueryString("/login/code", "ReturnUrl", returnUrl);
    }

    public async Task<string> OpenAsync(HttpContext context, User user, string method, string? returnUrl, CancellationToken ct)
    {
        trail.Write(context, AuditKind.登录, null, $"登录（{method}）", "users", user.Id, null, user);
        await desk.OpenAsync(context, user, method, ct);
        SignInStep.Forget(context);
        return await kept.NextAsync(context, user, returnUrl, ct);
    }
}
