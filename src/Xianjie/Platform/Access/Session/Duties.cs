namespace Xianjie.Platform.Access.Session;

/// <summary>What someone must do before anything else.</summary>
internal enum Duty { None, Password, SecondFactor }

internal static class Duties
{
    public const string PasswordPath = "/account/password", SecondFactorPath = "/account/second-factor";

    /// <summary>Before it is known which office is held: the second factor is a duty only of some (<see cref="CurrentUser.Duty"/>).</summary>
    public static Duty Of(User user, bool forced) => user.PasswordGivenAt is not null ? Duty.Password
        : forced && user.SecondFactorAt is null ? Duty.SecondFactor : Duty.None;

    /// <summary>The three administrations, and whoever may see originals, in whatever role the county made of it or lent for a while.</summary>
    public static bool NeedsSecondFactor(Role role) =>
        role.May(Permissions.SystemManage) || role.May(Permissions.UsersManage) || role.May(Permissions.AuditRead) || role.May(Permissions.Reveal);

    /// <summary>Nothing else opens until the duty is done.</summary>
    public static void UseDuties(this WebApplication app) => app.Use((context, next) =>
    {
        var duty = context.RequestServices.GetRequiredService<CurrentUser>().Duty;
        if (duty == Duty.None || IsOpen(context, duty))
            return next(context);
        if (SessionEnds.IsPart(context.Request))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(context.Request.PathBase + Place(duty));
        return Task.CompletedTask;
    });

    public static string Place(Duty duty) => duty == Duty.Password ? PasswordPath : SecondFactorPath;

    private static bool IsOpen(HttpContext context, Duty duty)
    {
        var path = context.Request.Path;
        return path == Place(duty) || path == "/sign-out" || path == "/error" || path == "/healthz" || path.StartsWithSegments("/login") || path.StartsWithSegments("/session")
            || path.StartsWithSegments("/report") || context.GetEndpoint() is null;
    }
}
