using Xianjie.Registry.Fields;

namespace Xianjie.Registry.Households.Forms;

/// <summary>How the columns of a fact are grouped on forms and record pages; a column not named here stands in the last group.</summary>
internal static class FormSections
{
    private static readonly Dictionary<string, (string Title, string[] Columns)[]> Groups = new()
    {
        [RegistryFields.Household] =
        [
            ("基本情况", ["household_no", "division", "group_name", "head_name", "household_type", "risk_state", "member_count", "phone", "bank_name", "bank_account"]),
            ("识别与风险", ["identified_month", "risks", "disaster_kind", "risk_note", "eliminated_month", "elimination_kind", "development_state"]),
            ("属性", ["is_exited_poverty", "is_martyr_family", "is_relocated", "relocation_site", "is_safety_net"]),
            ("帮扶联系", ["helper_name", "monitor_contact", "monitor_contact_phone"]),
        ],
        [RegistryFields.Member] =
        [
            ("基本情况", ["name", "citizen_id", "id_kind", "sex", "birth_date", "relation", "ethnicity", "political", "phone", "person_no"]),
            ("教育", ["education", "school_state", "dropout_reason"]),
            ("健康与残疾", ["health", "disability_card", "disability_kind", "disability_level"]),
            ("劳动与务工", ["labour", "work_place", "work_months", "work_income", "work_company", "public_post", "public_post_months"]),
            ("保障", ["med_resident", "med_employee", "med_critical", "pension_resident", "pension_employee", "dibao", "tekun", "is_relocated"]),
        ],
        [RegistryFields.Income] =
        [
            ("收入", ["year", "wage", "business", "property", "transfer"]),
            ("其中：转移性", ["family_planning", "dibao_money", "tekun_money", "pension_money", "ecology_money"]),
            ("支出与合计", ["business_cost", "net", "per_capita", "insurance_claim", "compliant_self_pay"]),
        ],
        [RegistryFields.Living] =
        [
            ("住房", ["house_grade", "house_area_m2"]),
            ("饮水", ["water_supply", "water_safe", "fetch_minutes", "fetch_metres", "fetch_climb_metres"]),
            ("生活条件", ["road", "dist_main_road_km", "toilet", "fuel", "electricity", "tv"]),
            ("土地（亩）", ["farmland_mu", "forest_mu", "return_forest_mu", "fruit_mu", "pasture_mu", "water_mu"]),
            ("带动", ["in_coop", "led_by_enterprise", "led_by_pioneer"]),
        ],
        [RegistryFields.Measure] = [("帮扶措施", ["measure_group", "measure", "start_date", "end_date", "amount"])],
    };

    public static IEnumerable<(string Title, IReadOnlyList<Field> Fields)> Of(RegistryFields fields, string fact)
    {
        var groups = Groups[fact];
        var all = fields.Of(fact);
        foreach (var (title, columns) in groups)
        {
            var own = columns.Select(c => all.FirstOrDefault(f => f.Column.English == c)).OfType<Field>().ToList();
            if (own.Count > 0)
                yield return (title, own);
        }
        var rest = all.Where(f => !groups.Any(g => g.Columns.Contains(f.Column.English))).ToList();
        if (rest.Count > 0)
            yield return ("其他", rest);
    }
}
