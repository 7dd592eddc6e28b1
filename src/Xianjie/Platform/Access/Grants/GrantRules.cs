using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Grants;

/// <summary>An office to be given to somebody.</summary>
internal sealed record GrantOrder(Guid User, string Role, long Division, string? Department, DateOnly From, DateOnly To, Guid? For, string Reason);

/// <summary>What a grant must keep to, whoever gives it.</summary>
internal sealed class GrantRules(XianjieDb db, RoleBook book, Places places, ParametersInForce parameters, Clock clock)
{
    public const string MostDays = "临时授权最长天数", MostDelegated = "委托代办最长天数";

    /// <summary>Why the office can't be given to this account; null where it can.</summary>
    public async Task<string?> RefusalAsync(GrantOrder order, User? holder, CancellationToken ct)
    {
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == order.User && !u.Disabled, ct) is not { } account)
            return "没有这个账号，或已停用。";
        var most = (await parameters.LoadAsync(ct)).Whole(order.For is null ? MostDays : MostDelegated, order.Division);
        if (order.From < clock.Today || order.To < order.From)
            return "开始日期不能早于今天，结束日期不能早于开始日期。";
        if (order.To.DayNumber - order.From.DayNumber + 1 > most)
            return $"最长 {most} 天，请缩短；到期仍需要的，届时再办。";
        if (string.IsNullOrWhiteSpace(order.Reason) || order.Reason.Length > 200)
            return "请写明原因（200 字以内）。";
        var role = await book.FindAsync(order.Role, order.Division, ct);
        if (role.Permissions.Count == 0)
            return "这个角色没有权限或已停用，不能授予。";
        if (places.Find(order.Division) is not { } place || (order.For is null && !role.Levels.Contains(place.Level)))
            return $"“{role.Title}”不能在{(places.Find(order.Division) is { } there ? places.Name(there.Code) : "这个地区")}这一级任职。";
        if (role.OneDepartment && string.IsNullOrEmpty(order.Department))
            return "部门岗位要选择所属部门。";
        return HolderRefusal(order, holder, account) ?? await SeparatedAsync(order, account, role, ct);
    }

    /// <summary>Nobody hands over more than they have themselves.</summary>
    private static string? HolderRefusal(GrantOrder order, User? holder, User account) =>
        order.For is null ? null
        : holder is null || holder.Id != order.For || holder.Disabled ? "委托人的账号已停用。"
        : holder.Id == account.Id ? "不能委托给自己。"
        : holder.Role != order.Role || !Scope.Of(holder.Division).Covers(order.Division) || Scope.Range(order.Division).Below > Scope.Range(holder.Division).Below ? "只能委托自己本职范围内的岗位和地区。"
        : holder.Department is not null && holder.Department != order.Department ? "只能委托自己部门的事项。" : null;

    /// <summary>All that the account holds or will hold, together with this, must not join what is separated.</summary>
    private async Task<string?> SeparatedAsync(GrantOrder order, User account, Role role, CancellationToken ct)
    {
        var today = clock.Today;
        var held = await db.Set<Grant>().AsNoTracking().Where(g => g.UserId == account.Id && g.RevokedAt == null && g.To >= today).Select(g => new { g.Role, g.Division }).ToListAsync(ct);
        var all = new List<string>(role.Permissions);
        all.AddRange((await book.FindAsync(account.Role, account.Division, ct)).Permissions);
        foreach (var other in held)
            all.AddRange((await book.FindAsync(other.Role, other.Division, ct)).Permissions);
        return Separation.Refusal(all);
    }

    /// <summary>A grant still counts: its days, its giver, and what is separated. Asked for with every page while it is held.</summary>
    public async Task<Role?> HeldAsync(Grant grant, CurrentUser own, CancellationToken ct)
    {
        if (!grant.HoldsOn(clock.Today))
            return null;
        if (grant.ForId is { } principal)
        {
            var holder = await db.Set<User>().AsNoTracking().Where(u => u.Id == principal && !u.Disabled).Select(u => new { u.Role, u.Division, u.Department }).SingleOrDefaultAsync(ct);
            if (holder is null || holder.Role != grant.Role || !Scope.Of(holder.Division).Covers(grant.Division) || holder.Department != grant.Department)
                return null;
        }
        var role = await book.FindAsync(grant.Role, grant.Division, ct);
        return role.Permissions.Count > 0 && Separation.Refusal([.. role.Permissions, .. own.Role.Permissions]) is null ? role : null;
    }
}
