namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>
/// 三员分立, which no row of a county can override: system, security and audit administration and the business are four offices, and neither
/// a role nor all the roles that one account holds or may hold by a grant reach into two of them.
/// </summary>
internal static class Separation
{
    private static readonly (string Permission, PermissionGroup Group)[] Anchors =
        [(Permissions.SystemManage, PermissionGroup.System), (Permissions.UsersManage, PermissionGroup.Security), (Permissions.AuditRead, PermissionGroup.Audit)];

    public static PermissionGroup GroupOf(string permission) => Anchors.FirstOrDefault(a => a.Permission == permission) is { Permission: not null } anchor ? anchor.Group
        : Roles.Words.TryGetValue(permission, out var words) ? words.Group : PermissionGroup.Business;

    /// <summary>The offices that permissions reach into.</summary>
    public static IReadOnlyList<PermissionGroup> Groups(IEnumerable<string> permissions) => [.. permissions.Where(p => p != Permissions.SignedIn).Select(GroupOf).Where(g => g != PermissionGroup.Shared).Distinct().Order()];

    /// <summary>Why these permissions can't be in one hand; null where they can.</summary>
    public static string? Refusal(IEnumerable<string> permissions) => Groups(permissions) is { Count: > 1 } groups
        ? $"{string.Join('、', groups.Select(Title))}必须由不同的人担任，一个角色、一个账号都不能兼有。" : null;

    public static string Title(PermissionGroup group) => group switch
    {
        PermissionGroup.System => "系统管理",
        PermissionGroup.Security => "安全管理",
        PermissionGroup.Audit => "审计管理",
        _ => "业务办理",
    };
}
