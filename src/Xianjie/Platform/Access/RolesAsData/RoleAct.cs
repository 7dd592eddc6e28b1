using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Screening;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>What a role is to be from a day on.</summary>
internal sealed record RoleOrder(
    string Key, string Title, string Office, long Division, IReadOnlyList<string> Permissions, IReadOnlyList<ColumnClass> Classes, IReadOnlyList<DivisionLevel> Levels, bool OneDepartment, bool Retired, DateOnly From);

/// <summary>角色变更: gives or takes permissions of everyone who holds the role.</summary>
internal sealed class RoleAct(XianjieDb db, RoleBook book, Clock clock) : DangerousAct<RoleOrder>
{
    public override string Key => "access.role";
    public override string Title => "角色变更";
    public override string Permission => Permissions.UsersManage;
    public override bool Always => true;

    /// <summary>What no order may ask for; null where it is fine.</summary>
    public async Task<string?> RefusalAsync(RoleOrder order, CancellationToken ct)
    {
        if (Separation.Groups(order.Permissions) is not ([] or [PermissionGroup.Business]))
            return Separation.Refusal(order.Permissions) ?? "系统、安全、审计三员的权限由程序固定，不能给其他角色。";
        if (!Roles.All.TryGetValue(order.Office, out var office) || Separation.Groups(office.Permissions) is not [PermissionGroup.Business])
            return "三员角色由程序固定，不能修改，也不能作为新角色的基础。";
        if (order.Permissions.FirstOrDefault(p => !Roles.Words.ContainsKey(p)) is { } unknown)
            return $"没有“{unknown}”这项权限。";
        if (!order.Retired && (order.Permissions.Count == 0 || order.Levels.Count == 0))
            return "请至少选一项权限和一个任职层级。";
        if (Roles.All.ContainsKey(order.Key) && order.Key != order.Office)
            return "角色代码与内置角色重复，请换一个。";
        if (order.From < clock.Today)
            return "生效日期不能早于今天。";
        return (await book.AllAsync(order.Division, ct)).Any(r => r.Title == order.Title && r.Key != order.Key) ? $"已经有叫“{order.Title}”的角色，请换一个名称。" : null;
    }

    protected override async Task<ActPreview> PreviewAsync(RoleOrder order, CancellationToken ct)
    {
        if (!db.Scope.Covers(order.Division) || await RefusalAsync(order, ct) is { })
            return ActPreview.Refused(await RefusalAsync(order, ct) ?? "只能定义本地区的角色。");
        var (from, below) = Scope.Range(order.Division);
        var now = await book.FindAsync(order.Key, order.Division, ct);
        var accounts = await db.Set<User>().CountAsync(u => u.Role == order.Key && !u.Disabled && u.Division >= from && u.Division < below, ct);
        var isNew = now.Permissions.Count == 0 && !now.Own && !Roles.All.ContainsKey(order.Key);
        return new($"{(order.Retired ? "停用" : isNew ? "新增" : "修改")}角色“{order.Title}”，涉及 {accounts} 个账号", order.Division, Math.Max(1, accounts),
            [$"角色：{order.Title}（{order.Key}），承办“{Roles.All[order.Office].Title}”的待办", $"增加权限：{Titles(order.Permissions.Except(now.Permissions))}", $"减少权限：{Titles(now.Permissions.Except(order.Retired ? [] : order.Permissions))}",
             $"可见字段：{string.Join('、', order.Classes.Select(RoleWords.Class))}", $"任职层级：{string.Join('、', order.Levels.Select(RoleWords.Level))}{(order.OneDepartment ? "；只看本部门的事项" : "")}", $"自 {order.From:yyyy-MM-dd} 起，{accounts} 个账号随之改变"],
            $"{string.Join(';', now.Permissions.Order(StringComparer.Ordinal))} {now.Title} {now.Retired}");
    }

    private static string Titles(IEnumerable<string> permissions) => permissions.Select(p => Roles.Words[p].Title).ToList() is { Count: > 0 } titles ? string.Join('、', titles) : "无";

    protected override async Task<ActDone> ExecuteAsync(RoleOrder order, ActRun run, CancellationToken ct)
    {
        db.Act = run.Acts("角色变更");
        db.Add(new RoleDefinition
        {
            Key = order.Key, Title = order.Title, Office = order.Office, Division = order.Division, Permissions = string.Join(';', order.Permissions), Classes = string.Join(';', order.Classes),
            Levels = string.Join(';', order.Levels), OneDepartment = order.OneDepartment, Retired = order.Retired, ValidFrom = order.From, By = db.Act.By, At = clock.Now,
        });
        await db.SaveChangesAsync(ct);
        return new($"角色“{order.Title}”自 {order.From:yyyy-MM-dd} 起按新的权限执行。", $"/roles/{order.Key}");
    }
}

internal static class RoleWords
{
    public static string Class(ColumnClass fields) => fields switch { ColumnClass.Plain => "普通", ColumnClass.Personal => "个人信息", _ => "敏感信息" };

    public static string Level(DivisionLevel level) => level switch
    {
        DivisionLevel.Province => "省",
        DivisionLevel.City => "市",
        DivisionLevel.County => "县",
        DivisionLevel.Township => "乡镇",
        DivisionLevel.Village => "村",
        _ => "组",
    };
}
