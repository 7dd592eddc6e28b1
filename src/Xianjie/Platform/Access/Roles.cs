using System.Collections.Frozen;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Divisions;
using Xianjie.Screening;

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
    public const string LedgersRead = "ledgers.read";
    /// <summary>Enter rows of the ledgers that are one's own to fill in.</summary>
    public const string LedgersWrite = "ledgers.write";
    /// <summary>Agree to rows, or return them, at one's level.</summary>
    public const string LedgersApprove = "ledgers.approve";
    public const string LedgersExport = "ledgers.export";
    /// <summary>Close a period, and open it again.</summary>
    public const string LedgersFreeze = "ledgers.freeze";
    /// <summary>Build and change the definitions of the county.</summary>
    public const string LedgersDefine = "ledgers.define";
    /// <summary>督办 and 批示 of one's own area or department.</summary>
    public const string SupervisionRead = "supervision.read";
    /// <summary>Make orders of red lights and comments of figures, and close them.</summary>
    public const string SupervisionIssue = "supervision.issue";
    public const string SupervisionAnswer = "supervision.answer";
    /// <summary>Tables that go up, and reports of one's own.</summary>
    public const string ReportsRead = "reports.read";
    /// <summary>Draw tables up and report them.</summary>
    public const string ReportsWrite = "reports.write";
    /// <summary>Change the templates of the county.</summary>
    public const string ReportsDefine = "reports.define";
    public const string ParametersWrite = "parameters.write";
    public const string UsersManage = "users.manage";
    public const string AuditRead = "audit.read";
    /// <summary>Keys: rotation, escrow, destruction.</summary>
    public const string KeysManage = "keys.manage";
    /// <summary>How long data are kept, what waits to be deleted, and the proofs.</summary>
    public const string RetentionRead = "retention.read";
    public const string SystemManage = "system.manage";
    /// <summary>Anyone signed in: own inbox, jobs, downloads, password.</summary>
    public const string SignedIn = "signed-in";
}

/// <summary>What an office may: which acts, where it may stand, which classes of fields it sees.</summary>
internal sealed record Role(string Key, string Title, FrozenSet<string> Permissions)
{
    /// <summary>The shipped role whose work it does; its own key for a shipped one.</summary>
    public string Office { get; init; } = Key;
    /// <summary>Holds an account to the matters of its own department.</summary>
    public bool OneDepartment { get; init; }
    public FrozenSet<DivisionLevel> Levels { get; init; } = [];
    public FrozenSet<ColumnClass> Classes { get; init; } = [];
    public bool Retired { get; init; }
    /// <summary>Defined or changed by the county.</summary>
    public bool Own { get; init; }

    public bool May(string permission) => permission == Access.Permissions.SignedIn || Permissions.Contains(permission);

    /// <summary>May it and sees every class of fields that its pages show.</summary>
    public bool Opens(string permission) => May(permission) && (!Roles.Words.TryGetValue(permission, out var words) || words.Shows.All(Sees));

    public bool Sees(ColumnClass fields) => fields == ColumnClass.Plain || Classes.Contains(fields);

    /// <summary>A role that may nothing and sees nothing.</summary>
    public static Role None(string key) => new(key, "（已停用的角色）", []);
}

/// <summary>The roles that ship (access/roles.yaml, 架构 §2); system, security and audit administration are three people. What is in force in a county: <see cref="RolesAsData.RoleBook"/>.</summary>
internal static class Roles
{
    public const string Collector = "collector", Clerk = "clerk", Monitor = "monitor", Department = "department",
        Leader = "leader", Inspector = "inspector", SystemAdmin = "system-admin", SecurityAdmin = "security-admin", AuditAdmin = "audit-admin";

    private static readonly string[] Places = [Collector, Clerk, Monitor, Department, Leader, Inspector, SystemAdmin, SecurityAdmin, AuditAdmin];

    static Roles() => (Words, All) = RoleFile.Read();

    public static FrozenDictionary<string, Role> All { get; }

    /// <summary>Every permission with its words.</summary>
    public static FrozenDictionary<string, PermissionWords> Words { get; }

    /// <summary>The shipped roles from village to county, then the administrators.</summary>
    public static IReadOnlyList<Role> Order => [.. Places.Select(p => All[p])];
}
