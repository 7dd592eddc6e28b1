using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Grants;

/// <summary>委托代办: hand one's own office to a colleague, and take it back.</summary>
internal sealed class GrantDesk(XianjieDb db, CurrentUser user, GrantRules rules, Clock clock)
{
    private const int MostColleagues = 300;

    /// <summary>Words for a refusal, or null.</summary>
    public async Task<string?> DelegateAsync(Guid to, long division, DateOnly from, DateOnly until, string? reason, CancellationToken ct)
    {
        if (user.Capacity is not null)
            return "您正在代办他人的岗位，代办的岗位不能再委托给别人。请先切回本职。";
        var holder = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Id, ct);
        if (!await Colleagues().AnyAsync(u => u.Id == to, ct))
            return "请从列表里选择同事。";
        var order = new GrantOrder(to, user.Role.Key, division, user.Department, from, until, user.Id, reason?.Trim() ?? string.Empty);
        if (await rules.RefusalAsync(order, holder, ct) is { } refusal)
            return refusal;
        if (await db.Set<Grant>().AnyAsync(g => g.ForId == user.Id && g.UserId == to && g.RevokedAt == null && g.From <= until && g.To >= from, ct))
            return "这段时间已经委托给这位同事了。";
        db.Add(await DraftAsync(db, order, user.Acts(string.Empty).By, clock.Now, ct));
        db.Act = user.Acts("委托代办", order.Reason);
        await db.SaveChangesAsync(ct);
        return null;
    }

    public static async Task<Grant> DraftAsync(XianjieDb db, GrantOrder order, string by, DateTimeOffset at, CancellationToken ct)
    {
        var names = await db.Set<User>().AsNoTracking().Where(u => u.Id == order.User || u.Id == order.For).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return new()
        {
            UserId = order.User, UserName = names[order.User], Role = order.Role, Division = order.Division, Department = order.Department, From = order.From, To = order.To,
            ForId = order.For, ForName = order.For is { } principal ? names[principal] : null, Reason = order.Reason, GivenBy = by, GivenAt = at,
        };
    }

    /// <summary>Accounts of the county that may stand in: the same role, or an area that holds or lies in the own one.</summary>
    public IQueryable<User> Colleagues()
    {
        var (role, county, own) = (user.Role.Key, user.Division / 1_000_000 * 1_000_000, user.Division);
        var (from, below) = Scope.Range(own);
        long[] above = [.. ((long[])[1, 1_000, 1_000_000, 100_000_000, 10_000_000_000]).Select(w => own / w * w)];
        var (first, last) = own % 1_000_000 == 0 ? (from, below) : (county, county + 1_000_000);
        return db.Set<User>().AsNoTracking().Where(u => !u.Disabled && u.Id != user.Id
            && ((u.Role == role && u.Division >= first && u.Division < last) || above.Contains(u.Division) || (u.Division >= from && u.Division < below))).OrderBy(u => u.Name).Take(MostColleagues);
    }

    /// <summary>The security administrator, who handed it over, and who holds it may end it at any time.</summary>
    public bool MayRevoke(Grant grant) => grant.IsOpen(clock.Today)
        && ((user.May(Permissions.UsersManage) && db.Scope.Covers(grant.Division)) || (user.Capacity is null && grant.ForId == user.Id) || grant.UserId == user.Id);

    public async Task<string?> RevokeAsync(Guid id, string? reason, CancellationToken ct)
    {
        if (await db.Set<Grant>().FirstOrDefaultAsync(g => g.Id == id, ct) is not { } grant || !MayRevoke(grant))
            return "这项授权已经结束，或不归您管。";
        var words = string.IsNullOrWhiteSpace(reason) ? grant.UserId == user.Id ? "本人交回" : "提前收回" : reason.Trim();
        db.Act = user.Acts(grant.IsDelegation ? "收回委托" : "收回授权", words);
        grant.Revoke(db.Act.By, clock.Now, words.Length > 200 ? words[..200] : words);
        await db.SaveChangesAsync(ct);
        return null;
    }
}
