using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Grants;

/// <summary>临时授权 by the security administrator; the other one confirms.</summary>
internal sealed class GrantAct(XianjieDb db, GrantRules rules, RoleBook book, Places places, Clock clock) : DangerousAct<GrantOrder>
{
    public override string Key => "access.grant";
    public override string Title => "临时授权";
    public override string Permission => Permissions.UsersManage;
    public override bool Always => true;

    protected override async Task<ActPreview> PreviewAsync(GrantOrder order, CancellationToken ct)
    {
        var account = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == order.User, ct);
        if (account is null || !db.Scope.Covers(account.Division))
            return ActPreview.Refused("没有这个账号，或不在您的地区。");
        if (await rules.RefusalAsync(order, null, ct) is { } refusal)
            return ActPreview.Refused(refusal);
        var role = await book.FindAsync(order.Role, order.Division, ct);
        return new($"授予账号 {account.Login}“{role.Title}”（{places.Name(order.Division)}）至 {order.To:yyyy-MM-dd}", order.Division, 1,
            [$"账号：{account.Login}（{account.Name}）", $"角色：{role.Title}，地区：{places.Path(order.Division)}{(order.Department is null ? "" : "，部门：" + order.Department)}", $"从 {order.From:yyyy-MM-dd} 到 {order.To:yyyy-MM-dd}",
             $"权限：{string.Join('、', role.Permissions.Select(p => Roles.Words[p].Title))}", $"原因：{order.Reason}"],
            $"{account.Stamp} {string.Join(';', role.Permissions.Order(StringComparer.Ordinal))}", Barred: order.User);
    }

    protected override async Task<ActDone> ExecuteAsync(GrantOrder order, ActRun run, CancellationToken ct)
    {
        db.Act = run.Acts("临时授权");
        db.Add(await GrantDesk.DraftAsync(db, order, run.AskedBy, clock.Now, ct));
        await db.SaveChangesAsync(ct);
        return new("授权已生效，到期自动结束。", "/grants");
    }
}
