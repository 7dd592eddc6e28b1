using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;

namespace Xianjie.Ledgers;

/// <summary>How ledgers are spoken of, and which roles their words mean.</summary>
internal static class LedgerWords
{
    public static string Level(RowLevel level) => level switch { RowLevel.Village => "村", RowLevel.Township => "乡镇", _ => "县" };

    public static string Period(PeriodKind kind) => kind switch { PeriodKind.Day => "日报", PeriodKind.Month => "月报", PeriodKind.Quarter => "季报", PeriodKind.HalfYear => "半年报", PeriodKind.Year => "年报", _ => "常设" };

    public static string Grain(string grain) => grain switch { "division" => "地区", "household" => "户", "person" => "人", "organisation" => "单位", "project" => "项目", "site" => "点位", _ => "事项" };

    public static string Type(FieldType type) => type switch
    {
        FieldType.Text => "文字", FieldType.Int => "整数", FieldType.Decimal => "小数", FieldType.Money => "金额", FieldType.Bool => "是否", FieldType.Date => "日期", FieldType.Month => "年月", FieldType.Year => "年份", FieldType.Code => "单选", FieldType.Codes => "多选",
        FieldType.Division => "区划", FieldType.Household => "户", FieldType.Person => "人", FieldType.Organisation => "单位", FieldType.Phone => "电话", FieldType.CitizenId => "身份证号", FieldType.CreditCode => "统一社会信用代码", FieldType.Attachment => "附件",
        FieldType.Location => "经纬度", FieldType.Formula => "公式", _ => "引用",
    };

    /// <summary>Who enters: the roles that the definition names, the department that answers for the ledger, and the county's monitor.</summary>
    public static bool MayEnter(Ledger ledger, CurrentUser user) => user.May(Permissions.LedgersWrite) && (user.Role.Office == Roles.Monitor
        || (user.Role.Office == Roles.Department ? user.Department == ledger.Owner : ledger.Writers.Any(w => RoleOf(w) == user.Role.Office)));

    /// <summary>In whose inbox it stands that a unit has not reported: the lowest who enter, else the department.</summary>
    public static (string Role, string? Department) Reporter(Ledger ledger)
    {
        var writers = ledger.Writers.Select(RoleOf).ToHashSet(StringComparer.Ordinal);
        return ledger.Level == RowLevel.Village && writers.Contains(Roles.Collector) ? (Roles.Collector, null)
            : ledger.Level != RowLevel.County && writers.Contains(Roles.Clerk) ? (Roles.Clerk, null) : (Roles.Department, ledger.Owner);
    }

    private static string RoleOf(string word) => word switch { "采集员" or "村采集员" => Roles.Collector, "录入员" or "乡镇录入员" => Roles.Clerk, "监测员" or "县监测员" => Roles.Monitor, "部门" or "部门联络员" => Roles.Department, _ => word };

    /// <summary>Who gives the consent of a level.</summary>
    public static bool MayApprove(Ledger ledger, string level, CurrentUser user, Places places)
    {
        if (!user.May(Permissions.LedgersApprove))
            return false;
        var place = places.Find(user.Division)?.Level;
        return level switch
        {
            "村" => place == DivisionLevel.Village,
            "乡镇" => place == DivisionLevel.Township,
            "部门" => user.Department == ledger.Owner,
            "县" => place == DivisionLevel.County && user.Department is null,
            _ => place is DivisionLevel.City or DivisionLevel.Province,
        };
    }
}
