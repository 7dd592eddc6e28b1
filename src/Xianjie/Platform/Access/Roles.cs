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
    /// <summary>Take clues in from people, phone, petitions and inspections.</summary>
    public const string CluesEnter = "clues.enter";
    public const string CasesRead = "cases.read";
    /// <summary>Household visits of a case and of help.</summary>
    public const string CasesVisit = "cases.visit";
    /// <summary>Democratic review and village notice.</summary>
    public const string CasesReview = "cases.review";
    /// <summary>Acceptance and examination by the township.</summary>
    public const string CasesAccept = "cases.accept";
    /// <summary>Decision by the county, and appeals.</summary>
    public const string CasesDecide = "cases.decide";
    public const string HelpWrite = "help.write";
    /// <summary>Sessions of 会商研判 with their agenda and minutes.</summary>
    public const string JointRead = "joint.read";
    /// <summary>Call sessions, conclude and accept.</summary>
    public const string JointHold = "joint.hold";
    /// <summary>What sessions gave to one's own area or department.</summary>
    public const string JointMatters = "joint.matters";
    public const string JointAnswer = "joint.answer";
    /// <summary>Applications for relief that were handed to departments: the list of both sides.</summary>
    public const string ReliefCases = "relief.cases";
    /// <summary>Hand an application for relief to a department.</summary>
    public const string ReliefRefer = "relief.refer";
    /// <summary>The department's answer.</summary>
    public const string ReliefAnswer = "relief.answer";
    /// <summary>Registers of serious illness and of barrier-free homes.</summary>
    public const string ReliefWrite = "relief.write";
    public const string ParametersWrite = "parameters.write";
    public const string UsersManage = "users.manage";
    public const string AuditRead = "audit.read";
    /// <summary>Keys: rotation, escrow, destruction.</summary>
    public const string KeysManage = "keys.manage";
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
        Define(Collector, "村采集员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsWrite, Permissions.CluesRead, Permissions.CluesVisit, Permissions.CluesEnter,
            Permissions.CasesRead, Permissions.CasesVisit, Permissions.CasesReview, Permissions.HelpWrite, Permissions.JointMatters, Permissions.JointAnswer,
            Permissions.ReliefCases, Permissions.ReliefRefer),
        Define(Clerk, "乡镇录入员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsWrite, Permissions.HouseholdsRestructure,
            Permissions.HouseholdsImport, Permissions.HouseholdsExport, Permissions.Reveal, Permissions.CluesRead, Permissions.CluesDispatch, Permissions.CluesVisit, Permissions.CluesEnter,
            Permissions.CasesRead, Permissions.CasesVisit, Permissions.CasesReview, Permissions.CasesAccept, Permissions.HelpWrite, Permissions.JointMatters, Permissions.JointAnswer,
            Permissions.ReliefCases, Permissions.ReliefRefer, Permissions.ReliefWrite),
        Define(Monitor, "县监测员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsWrite, Permissions.HouseholdsRestructure,
            Permissions.HouseholdsImport, Permissions.HouseholdsExport, Permissions.Reveal, Permissions.FeedsRead, Permissions.FeedsUpload, Permissions.RulesRead,
            Permissions.RulesSwitch, Permissions.ScreeningRun, Permissions.CluesRead, Permissions.CluesDispatch, Permissions.CluesEnter, Permissions.CasesRead, Permissions.CasesDecide, Permissions.HelpWrite, Permissions.ParametersWrite,
            Permissions.JointRead, Permissions.JointHold, Permissions.JointMatters, Permissions.ReliefCases, Permissions.ReliefRefer, Permissions.ReliefWrite),
        Define(Department, "部门联络员", Permissions.Overview, Permissions.FeedsUpload, Permissions.FeedsRead, Permissions.JointMatters, Permissions.JointAnswer, Permissions.ReliefCases, Permissions.ReliefAnswer),
        Define(Leader, "县领导", Permissions.Overview, Permissions.HouseholdsRead, Permissions.CluesRead, Permissions.CasesRead, Permissions.RulesRead, Permissions.JointRead, Permissions.JointMatters, Permissions.ReliefCases),
        Define(Inspector, "督查员", Permissions.Overview, Permissions.HouseholdsRead, Permissions.HouseholdsExport, Permissions.FeedsRead, Permissions.RulesRead, Permissions.CluesRead, Permissions.CasesRead, Permissions.JointRead, Permissions.JointMatters, Permissions.ReliefCases),
        Define(SystemAdmin, "系统管理员", Permissions.SystemManage),
        Define(SecurityAdmin, "安全管理员", Permissions.UsersManage, Permissions.KeysManage),
        Define(AuditAdmin, "审计管理员", Permissions.AuditRead),
    }.ToFrozenDictionary(r => r.Key);

    private static Role Define(string key, string title, params string[] permissions) => new(key, title, permissions.ToFrozenSet());
}
