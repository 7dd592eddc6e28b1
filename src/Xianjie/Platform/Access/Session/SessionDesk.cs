using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.Session;

/// <summary>Opens, proves and ends the session of this browser.</summary>
internal sealed class SessionDesk(XianjieDb db, SessionBook book, TimeProvider time, Settings settings)
{
    public const string SessionClaim = "session";

    /// <summary>Signs in. Always a new session with a new id: one that was there before ends.</summary>
    public async Task OpenAsync(HttpContext context, User user, string method, CancellationToken ct)
    {
        if (Current(context.User) is { } before)
            await book.EndAsync(before, SessionEnd.重新登录, ct);
        var now = time.GetUtcNow();
        var session = new UserSession
        {
            UserId = user.Id, Stamp = user.Stamp, CreatedAt = now, SeenAt = now, ProvedAt = now, Method = method,
            Address = context.Connection.RemoteIpAddress?.ToString(), Device = DeviceWords.Of(context.Request.Headers.UserAgent.ToString()),
        };
        await book.OpenAsync(session, ct);
        var identity = new ClaimsIdentity([new(SessionClaim, session.Id.ToString()), new(CurrentUser.StampClaim, user.Stamp.ToString())], "cookie");
        await context.SignInAsync(new ClaimsPrincipal(identity));
    }

    /// <summary>
    /// After the account's stamp changed inside a page's transaction: the other sessions are over, this browser goes on in a new one. The row is
    /// written with the rest of the page, because the page holds the database.
    /// </summary>
    public async Task RenewAsync(HttpContext context, User user, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var before = Current(context.User);
        await db.Set<UserSession>().Where(s => s.UserId == user.Id && s.EndedAt == null && s.Id != before)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now).SetProperty(x => x.Ended, SessionEnd.账号变更), ct);
        await db.Set<UserSession>().Where(s => s.Id == before && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now).SetProperty(x => x.Ended, SessionEnd.重新登录), ct);
        var old = await db.Set<UserSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == before, ct);
        var session = new UserSession
        {
            UserId = user.Id, Stamp = user.Stamp, CreatedAt = now, SeenAt = now, ProvedAt = now, Method = old?.Method ?? "密码",
            Address = context.Connection.RemoteIpAddress?.ToString(), Device = DeviceWords.Of(context.Request.Headers.UserAgent.ToString()),
        };
        db.Add(session);
        await db.SaveChangesAsync(ct);
        var identity = new ClaimsIdentity([new(SessionClaim, session.Id.ToString()), new(CurrentUser.StampClaim, user.Stamp.ToString())], "cookie");
        await context.SignInAsync(new ClaimsPrincipal(identity));
    }

    public async Task LeaveAsync(HttpContext context, CancellationToken ct)
    {
        if (Current(context.User) is { } id)
            await book.EndAsync(id, SessionEnd.退出, ct);
        await context.SignOutAsync();
        context.Response.Cookies.Delete(AccessSetup.AreaCookie);
    }

    /// <summary>Ends open sessions inside a page's transaction; how many.</summary>
    public Task<int> EndAsync(IQueryable<UserSession> which, SessionEnd why, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return which.Where(s => s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now).SetProperty(x => x.Ended, why), ct);
    }

    /// <summary>Ends one session of somebody else, and puts it on the account's trail; null where there is none.</summary>
    public async Task<User?> EndByAsync(CurrentUser by, IQueryable<User> accounts, Guid id, CancellationToken ct)
    {
        var account = await accounts.AsNoTracking().SingleOrDefaultAsync(u => db.Set<UserSession>().Any(s => s.Id == id && s.UserId == u.Id), ct);
        if (account is null)
            return null;
        await EndAsync(db.Set<UserSession>().Where(s => s.Id == id), SessionEnd.管理员退出, ct);
        Note(by, account, "结束登录");
        await db.SaveChangesAsync(ct);
        return account;
    }

    public void Note(CurrentUser by, User account, string what)
    {
        var act = by.Acts(what);
        db.Add(new Change { At = time.GetUtcNow(), By = act.By, What = act.What, Object = nameof(User), ObjectId = account.Id, Division = account.Division });
    }

    public static Guid? Current(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirst(SessionClaim)?.Value, out var id) ? id : null;

    public bool IsFresh(CurrentUser user) => time.GetUtcNow() - user.ProvedAt <= settings.SignIn.Proof;

    /// <summary>Fills the principal of the request from the rows, or rejects it and says why on the request.</summary>
    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var (services, ct) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        var book = services.GetRequiredService<SessionBook>();
        var standing = context.Principal is { } sent && Current(sent) is { } id ? await book.FindAsync(services.GetRequiredService<XianjieDb>(), id, ct) : null;
        if (standing is null || standing.Over is not null || standing.Session.Stamp.ToString() != context.Principal?.FindFirst(CurrentUser.StampClaim)?.Value)
        {
            context.RejectPrincipal();
            if (standing is { User.Disabled: false })
                context.HttpContext.Features.Set(new EndedSession(standing.User, standing.Over ?? SessionEnd.账号变更));
            return;
        }
        if (!IsQuiet(context.HttpContext.Request.Path))
            book.See(standing.Session.Id);
        var settings = services.GetRequiredService<Settings>();
        context.ReplacePrincipal(CurrentUser.Principal(standing.User, standing.Session, Duties.Of(standing.User, settings.SecondFactorForced)));
    }

    /// <summary>What pages ask by themselves is no sign that someone sits there.</summary>
    private static bool IsQuiet(PathString path) => path.Value is { } text && (text.EndsWith("/state", StringComparison.Ordinal) || text == SessionEnds.LeftPath || text == "/capture/session");
}

/// <summary>On a request whose cookie belongs to a session that is over.</summary>
internal sealed record EndedSession(User User, SessionEnd Why);
