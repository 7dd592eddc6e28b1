using Xianjie.Registry.Fields;

namespace Xianjie.Registry.Households.Forms;

/// <summary>How the columns of a fact are grouped on forms and record pages; a column not named here stands in the last group.</summary>
internal static class FormSections
{
    private static readonly Dictionary<string, (string Title, string[] Columns)[]> Groups = new()
    {
        [RegistryFields.Household] =
        [
            ("基本情况", ["household_no", "division", "group_name", "head_name", "household_type", "risk_state", "member_count", "phone"]),
            ("识别与风险", ["identified_month", "identify_standard", "first_entered_month", "risks", "disaster_kind", "risk_note", "eliminated_month", "elimination_kind", "development_state"]),
            ("属性", ["is_exited_poverty", "exited_year", "is_martyr_family", "is_relocated", "relocation_site", "is_safety_net"]),
            ("帮扶联系", ["helper_name", "monitor_contact", "monitor_contact_phone"]),
            ("银行账户", ["bank_name", "bank_account"]),
            ("采集", ["filler_name", "filler_phone", "fill_date", "report_state"]),
        ],
        [RegistryFields.Member] =
        [
            ("基本情况", ["name", "citizen_id", "id_kind", "sex", "birth_date", "relation", "ethnicity", "political", "phone", "person_no"]),
            ("教育", ["education", "school_state", "dropout_reason", "speaks_mandarin"]),
            ("健康与残疾", ["health", "disability_card", "disability_kind", "disability_level"]),
            ("劳动与务工", ["labour", "work_place", "works_abroad", "work_from_month", "work_to_month", "work_months", "work_income", "work_company", "work_industry", "work_channel", "is_point_to_point", "public_post", "public_post_months", "unemployed_reason"]),
            ("保障", ["med_resident", "med_employee", "med_critical", "med_commercial", "medical_aid", "other_health_aid", "accident_subsidy", "pension_resident", "pension_employee", "dibao", "tekun", "is_relocated"]),
        ],
        [RegistryFields.Income] =
        [
            ("工资性", ["year", "wage", "wage_labour", "wage_industry_post", "wage_township_post", "wage_village_post", "wage_gathering"]),
            ("生产经营性", ["business", "business_crops", "business_livestock", "business_fruit", "business_other"]),
            ("财产性", ["property", "property_dividend", "property_land", "property_finance", "property_farming", "property_other"]),
            ("转移性", ["transfer", "family_planning", "dibao_money", "tekun_money", "pension_money", "ecology_money", "transfer_other"]),
            ("生产经营性支出", ["business_cost", "cost_crops", "cost_livestock", "cost_fruit", "cost_other"]),
            ("合计", ["gross", "net", "per_capita", "insurance_claim", "compliant_self_pay"]),
        ],
        [RegistryFields.Living] =
        [
            ("住房", ["house_grade", "house_area_m2"]),
            ("饮水", ["water_supply", "water_safe", "fetch_minutes", "fetch_metres", "fetch_climb_metres"]),
            ("生活条件", ["road", "dist_main_road_km", "toilet", "fuel", "electricity", "production_power", "tv"]),
            ("土地（亩）", ["farmland_mu", "irrigated_mu", "forest_mu", "return_forest_mu", "fruit_mu", "pasture_mu", "water_mu"]),
            ("带动", ["industry_help", "in_coop", "led_by_enterprise", "led_by_pioneer"]),
        ],
        [RegistryFields.MonitorIncome] = [("监测收支", ["phase", "wage", "business", "property", "transfer", "business_cost", "net", "per_capita", "insurance_claim", "compliant_self_pay", "reference_total", "reference_per_capita"])],
        [RegistryFields.Safeguard] = [("三保障及饮水", ["phase", "housing_problem", "dropout_problem", "water_problem", "uninsured_problem", "main_problems", "can_cope"])],
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
