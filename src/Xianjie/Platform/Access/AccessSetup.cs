using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Access.SingleSignOn;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access;

internal static class AccessSetup
{
    public const string AreaCookie = "xianjie.area";

    public static void AddAccess(this IServiceCollection services, Settings settings)
    {
        services.AddScoped<Scope>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<Credentials>();
        services.AddSingleton<UnknownLogins>();
        services.AddSingleton<SignInLimits>();
        services.AddIdentity();
        services.AddSingleton<SessionBook>();
        services.AddHostedService(s => s.GetRequiredService<SessionBook>());
        services.AddScoped<SessionDesk>();
        services.AddScoped<KeptFormDesk>();
        services.AddScoped<SignInStep>();
        services.AddScoped<SignInEnd>();
        services.AddScoped<SecondFactorCheck>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.LoginPath = "/login";
            o.AccessDeniedPath = "/denied";
            o.Cookie.Name = "xianjie";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            // The row ends the session; the cookie lives longer, so that a late form still finds whose it is
            o.ExpireTimeSpan = settings.SignIn.Absolute + TimeSpan.FromDays(1);
            o.SlidingExpiration = false;
            o.Events.OnValidatePrincipal = SessionDesk.CheckAsync;
            o.Events.OnRedirectToLogin = SessionEnds.AskAsync;
        });
        services.AddSingleSignOn(settings);
        services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRoles();
    }

    /// <summary>Fills who and where for the request; the chosen area only ever narrows the account's own.</summary>
    public static void UseScope(this WebApplication app) => app.Use(async (context, next) =>
    {
        var user = context.RequestServices.GetRequiredService<CurrentUser>();
        user.Become(context.User);
        if (user.IsSignedIn)
        {
            if (!await context.RequestServices.GetRequiredService<Capacity>().HoldAsync(context, user))
            {
                context.Response.Redirect(context.Request.PathBase + "/capacities?over=1");
                return;
            }
            var scope = context.RequestServices.GetRequiredService<Scope>();
            scope.Narrow(user.Division);
            Choose(context, scope);
            if (long.TryParse(context.Request.Query.TryGetValue("area", out var asked) ? asked : context.Request.Cookies[AreaCookie], NumberStyles.None, CultureInfo.InvariantCulture, out var area) && Inside(area, scope))
            {
                scope.Narrow(area);
                user.Area = area;
            }
        }
        await next(context);
    });

    /// <summary>An area in the address is kept for the pages that follow; one outside the account's own is ignored.</summary>
    private static void Choose(HttpContext context, Scope own)
    {
        if (context.Request.Query.TryGetValue("area", out var asked) && long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var area) && Inside(area, own))
            context.Response.Cookies.Append(AreaCookie, asked.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
    }

    private static bool Inside(long area, Scope own)
    {
        var (from, below) = Scope.Range(area);
        return from < below && from >= own.From && below <= own.Below;
    }
}
