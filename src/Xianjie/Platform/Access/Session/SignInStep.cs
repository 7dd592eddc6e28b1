using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.Session;

/// <summary>Between password and code: who showed the first, in a protected cookie that is good for five minutes. No session yet.</summary>
internal sealed class SignInStep(XianjieDb db, IDataProtectionProvider protection, TimeProvider time)
{
    private const string Cookie = "xianjie.step";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly IDataProtector protector = protection.CreateProtector("sign-in step");

    public void Remember(HttpContext context, User user, string method) => context.Response.Cookies.Append(Cookie,
        protector.Protect($"{user.Id}|{user.Stamp}|{time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)}|{method}"),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = Life });

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie);

    public async Task<(User User, string Method)?> FindAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Request.Cookies[Cookie] is not { } cookie || Open(cookie) is not [var id, var stamp, var ticks, var method]
            || time.GetUtcNow() - new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) > Life)
            return null;
        var (user, key) = (Guid.Parse(id), Guid.Parse(stamp));
        return await db.Set<User>().SingleOrDefaultAsync(u => u.Id == user && u.Stamp == key && !u.Disabled, ct) is { } found ? (found, method) : null;
    }

    private string[] Open(string cookie)
    {
        try
        {
            return protector.Unprotect(cookie).Split('|');
        }
        catch (CryptographicException)
        {
            return [];
        }
    }
}
