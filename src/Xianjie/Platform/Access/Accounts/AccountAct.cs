using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>An account as it is to be; without an id a new one.</summary>
internal sealed record AccountOrder(Guid? Id, string Login, string Name, string Role, long Division, string? Department, bool Disabled, string? PasswordHash);

/// <summary>账号变更: who may do what and where. Ending an account, its name and its password need no second person.</summary>
internal sealed class AccountAct(XianjieDb db, RoleBook book, Places places, Clock clock, TimeProvider time) : DangerousAct<AccountOrder>
{
    public override string Key => "access.account";
    public override string Title => "账号变更";
    public override string Permission => Permissions.UsersManage;
    public override bool Always => true;

    protected override async Task<ActPreview> PreviewAsync(AccountOrder order, CancellationToken ct)
    {
        var account = order.Id is null ? null : await AccountQuery.Inside(db, db.Scope).AsNoTracking().SingleOrDefaultAsync(u => u.Id == order.Id, ct);
        if (order.Id is not null && account is null)
            return ActPreview.Refused("没有这个账号，或不在您的地区。");
        if (account is null && await db.Set<User>().AnyAsync(u => u.Login == order.Login, ct))
            return ActPreview.Refused($"账号 {order.Login} 已经有人用了，请换一个。");
        var role = await book.FindAsync(order.Role, order.Division, ct);
        if (await RefusalAsync(order, role, ct) is { } refusal)
            return ActPreview.Refused(refusal);
        var words = $"{role.Title}，{places.Path(order.Division)}{(order.Department is null ? string.Empty : "，" + order.Department)}{(order.Disabled ? "，停用" : string.Empty)}";
        var before = account is null ? null : $"{(await book.FindAsync(account.Role, account.Division, ct)).Title}，{places.Path(account.Division)}{(account.Department is null ? string.Empty : "，" + account.Department)}{(account.Disabled ? "，停用" : string.Empty)}";
        return new($"{(account is null ? "新建" : "修改")}账号 {order.Login}：{role.Title}（{places.Name(order.Division)}）", order.Division, 1,
            [$"账号：{order.Login}（{order.Name}）", $"现在：{before ?? "没有"}", $"改为：{words}", $"权限：{string.Join('、', role.Permissions.Select(p => Roles.Words[p].Title))}"], $"{account?.Stamp}", Barred: account?.Id);
    }

    private async Task<string?> RefusalAsync(AccountOrder order, Role role, CancellationToken ct)
    {
        if (role.Permissions.Count == 0)
            return "这个角色没有权限或已停用，请另选角色。";
        if (places.Find(order.Division) is not { } place || !db.Scope.Covers(order.Division) || !role.Levels.Contains(place.Level))
            return $"“{role.Title}”只能在{string.Join('、', role.Levels.Order().Select(RoleWords.Level))}一级任职，请核对地区代码。";
        var (id, today) = (order.Id ?? Guid.Empty, clock.Today);
        var all = new List<string>(role.Permissions);
        foreach (var grant in await db.Set<Grant>().AsNoTracking().Where(g => g.UserId == id && g.RevokedAt == null && g.To >= today).ToListAsync(ct))
            all.AddRange((await book.FindAsync(grant.Role, grant.Division, ct)).Permissions);
        return Separation.Refusal(all);
    }

    protected override async Task<ActDone> ExecuteAsync(AccountOrder order, ActRun run, CancellationToken ct)
    {
        db.Act = run.Acts(order.Id is null ? "新建账号" : "修改账号");
        if (order.Id is null)
            db.Add(new User { Login = order.Login, Name = order.Name, Role = order.Role, Division = order.Division, Department = order.Department, PasswordHash = order.PasswordHash!, PasswordGivenAt = time.GetUtcNow() });
        else
            Apply(await db.Set<User>().SingleAsync(u => u.Id == order.Id, ct), order, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return new($"账号 {order.Login} 已保存。", "/users");
    }

    /// <summary>Every change ends the account's sessions; a password that was given is changed by its owner at the first sign-in.</summary>
    public static void Apply(User account, AccountOrder order, DateTimeOffset now)
    {
        (account.Name, account.Role, account.Division, account.Department, account.Disabled, account.Stamp) = (order.Name, order.Role, order.Division, order.Department, order.Disabled, Guid.CreateVersion7());
        if (order.PasswordHash is null)
            return;
        (account.PasswordHash, account.PasswordGivenAt) = (order.PasswordHash, now);
        account.Unlock();
    }

    /// <summary>Gives more, or something else, than the account has.</summary>
    public static bool IsNeeded(User? account, AccountOrder order) =>
        account is null || account.Role != order.Role || account.Division != order.Division || account.Department != order.Department || (account.Disabled && !order.Disabled);
}
