using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access;

internal static class AccessSetup
{
    public const string AreaCookie = "xianjie.area";

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddScoped<Scope>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<Credentials>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.LoginPath = "/login";
            o.AccessDeniedPath = "/denied";
            o.Cookie.Name = "xianjie";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = TimeSpan.FromHours(10);
            o.SlidingExpiration = true;
            o.Events.OnValidatePrincipal = StillValidAsync;
        });
        services.AddAuthorization(o =>
        {
            o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            foreach (var permission in typeof(Permissions).GetFields().Select(f => (string)f.GetRawConstantValue()!))
                o.AddPolicy("may:" + permission, p => p.RequireAuthenticatedUser().RequireAssertion(c =>
                    c.User.FindFirst(CurrentUser.RoleClaim)?.Value is { } role && Roles.All.TryGetValue(role, out var known) && known.May(permission)));
        });
    }

    /// <summary>Fills who and where for the request; the chosen area only ever narrows the account's own.</summary>
    public static void UseScope(this WebApplication app) => app.Use((context, next) =>
    {
        var user = context.RequestServices.GetRequiredService<CurrentUser>();
        user.Become(context.User);
        if (user.IsSignedIn)
        {
            var scope = context.RequestServices.GetRequiredService<Scope>();
            scope.Narrow(user.Division);
            Choose(context, scope);
            if (long.TryParse(context.Request.Query.TryGetValue("area", out var asked) ? asked : context.Request.Cookies[AreaCookie], NumberStyles.None, CultureInfo.InvariantCulture, out var area) && Inside(area, scope))
            {
                scope.Narrow(area);
                user.Area = area;
            }
        }
        return next(context);
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

    /// <summary>A session ends as soon as its account is disabled or its password, role or area was changed.</summary>
    private static async Task StillValidAsync(CookieValidatePrincipalContext context)
    {
        var db = context.HttpContext.RequestServices.GetRequiredService<XianjieDb>();
        var id = Guid.TryParse(context.Principal?.FindFirst(CurrentUser.IdClaim)?.Value, out var parsed) ? parsed : Guid.Empty;
        var stamp = context.Principal?.FindFirst(CurrentUser.StampClaim)?.Value;
        var user = await db.Set<User>().AsNoTracking().Where(u => u.Id == id && !u.Disabled).Select(u => new { u.Stamp }).SingleOrDefaultAsync();
        if (user is null || user.Stamp.ToString() != stamp)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
    }
}
