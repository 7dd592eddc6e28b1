using System.Collections.Frozen;

namespace Xianjie.Platform.Access;

/// <summary>What someone may do; every page and endpoint names one.</summary>
internal static class Permissions
{
    public const string Overview = "overview";
    public const string HouseholdsRead = "households.read";
    public const string HouseholdsWrite = "households.write";
    public const string HouseholdsRestructure = "households.restructure";
    public const string HouseholdsImport = "households.import";
    public const string HouseholdsExport = "households.export";
    /// <summary>See citizen ids, phones and bank cards unmasked, for a stated purpose.</summary>
    public const string Reveal = "reveal";
    public const string FeedsUpload = "feeds.upload";
    public const string FeedsRead = "feeds.read";
    public const string RulesRead = "rules.read";
    public const string RulesSwitch = "rules.switch";
    public const string ScreeningRun = "screening.run";
    public const string CluesRead = "clues.read";
    public const string CluesDispatch = "clues.dispatch";
    public const string CluesVisit = "clues.visit";
    public const string ParametersWrite = "parameters.write";
    public const string UsersManage = "users.manage";
    public const string AuditRead = "audit.read";
    public const string SystemManage = "system.manage";
    /// <summary>Anyone signed in: own inbox, jobs, downloads, password.</summary>
    public const string SignedIn = "signed-in";
}

internal sealed record Role(string Key, string Title, FrozenSet<string> Permissions)
{
    public bool May(string permission) => permission == Access.Permissions.SignedIn || Permissions.Contains(permission);
}

/// <summary>The roles of a county (架构 §2); system, security and audit administration are three people.</summary>
internal static class Roles
{
    public const string Collector = "collector", Clerk = "clerk", Monitor = "monitor", Department = "department",
        Leader = "leader", Inspector = "inspector", SystemAdmin = "system-admin", SecurityAdmin = "security-admin", AuditAdmin = "audit-admin";

    public static readonly FrozenDictionary<string, Role> All = new[]
    {
        Define(Collector, "村采集员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsWrite, Permissions.CluesRead, Permissions.CluesVisit),
        Define(Clerk, "乡镇录入员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsWrite, Permissions.HouseholdsRestructure,
            Permissions.HouseholdsImport, Permissions.HouseholdsExport, Permissions.Reveal, Permissions.CluesRead, Permissions.CluesDispatch, Permissions.CluesVisit),
        Define(Monitor, "县监测员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsWrite, Permissions.HouseholdsRestructure,
            Permissions.HouseholdsImport, Permissions.HouseholdsExport, Permissions.Reveal, Permissions.FeedsRead, Permissions.FeedsUpload, Permissions.RulesRead,
            Permissions.RulesSwitch, Permissions.ScreeningRun, Permissions.CluesRead, Permissions.CluesDispatch, Permissions.ParametersWrite),
        Define(Department, "部门联络员", Permissions.FeedsUpload, Permissions.FeedsRead),
        Define(Leader, "县领导", Permissions.Overview, Permissions.HouseholdsRead, Permissions.CluesRead, Permissions.RulesRead),
        Define(Inspector, "督查员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsExport, Permissions.FeedsRead, Permissions.RulesRead, Permissions.CluesRead),
        Define(SystemAdmin, "系统管理员", Permissions.SystemManage),
        Define(SecurityAdmin, "安全管理员", Permissions.UsersManage),
        Define(AuditAdmin, "审计管理员", Permissions.AuditRead),
    }.ToFrozenDictionary(r => r.Key);

    private static Role Define(string key, string title, params string[] permissions) => new(key, title, permissions.ToFrozenSet());
}
