using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Grants;

/// <summary>An office that a person may hold just now, with how much work waits in it.</summary>
internal sealed record HeldOffice(Guid? Grant, string Title, long Division, int Waiting, bool IsNow);

/// <summary>Finds out with every request which office the person holds: the own one, or the one that the browser was switched to, if it still counts.</summary>
internal sealed class Capacity(XianjieDb db, RoleBook book, GrantRules rules, Clock clock)
{
    public const string Cookie = "xianjie.capacity";

    /// <summary>False where the browser is set to an office that is over: nothing may be done in it, and nothing in another's stead.</summary>
    public async Task<bool> HoldAsync(HttpContext context, CurrentUser user)
    {
        user.Hold(await book.FindAsync(user.Role.Key, user.Division, context.RequestAborted));
        if (!Guid.TryParse(context.Request.Cookies[Cookie], out var asked))
            return true;
        var grant = await db.Set<Grant>().AsNoTracking().FirstOrDefaultAsync(g => g.Id == asked && g.UserId == user.Id, context.RequestAborted);
        if (grant is not null && await rules.HeldAsync(grant, user, context.RequestAborted) is { } role)
        {
            user.Hold(role, grant);
            return true;
        }
        context.Response.Cookies.Delete(Cookie);
        return grant is null;
    }

    public static void Choose(HttpContext context, Guid? grant)
    {
        context.Response.Cookies.Delete(AccessSetup.AreaCookie);
        if (grant is { } id)
            context.Response.Cookies.Append(Cookie, id.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true });
        else
            context.Response.Cookies.Delete(Cookie);
    }

    public async Task<IReadOnlyList<Grant>> MineAsync(CurrentUser user, CancellationToken ct)
    {
        var today = clock.Today;
        return await db.Set<Grant>().AsNoTracking().Where(g => g.UserId == user.Id && g.RevokedAt == null && g.From <= today && g.To >= today).OrderBy(g => g.To).ThenBy(g => g.Id).Take(20).ToListAsync(ct);
    }

    /// <summary>本职 and every office that may be held today; empty for those who have only their own.</summary>
    public async Task<IReadOnlyList<HeldOffice>> OfficesAsync(CurrentUser user, CancellationToken ct)
    {
        var grants = await MineAsync(user, ct);
        if (grants.Count == 0)
            return [];
        var own = user.Own();
        var offices = new List<HeldOffice> { new(null, $"本职：{own.Role.Title}", own.Division, await CountAsync(own, ct), user.Capacity is null) };
        foreach (var grant in grants)
        {
            if (await rules.HeldAsync(grant, own, ct) is not { } role)
                continue;
            var held = user.Own();
            held.Hold(role, grant);
            offices.Add(new(grant.Id, Title(grant, role), grant.Division, await CountAsync(held, ct), user.Capacity?.Id == grant.Id));
        }
        return offices;
    }

    public static string Title(Grant grant, Role role) => grant.ForName is { } name ? $"代理：{name}（{role.Title}）" : $"临时：{role.Title}";

    /// <summary>Open work of an office in its own whole area, whichever office and area the pages show just now.</summary>
    private Task<int> CountAsync(CurrentUser office, CancellationToken ct)
    {
        var (from, below) = Scope.Range(office.Division);
        return InboxQuery.Mine(db, office).IgnoreQueryFilters().Where(w => w.Division >= from && w.Division < below).CountAsync(ct);
    }
}
