namespace Xianjie.Registry.Households.Parts;

/// <summary>The totals of a yearly income and the columns that add up to each (monitoring.md 1.3, A23–A27), by their English names.</summary>
internal static class IncomeParts
{
    public static readonly IReadOnlyList<(string Total, string[] Parts)> All =
    [
        ("wage", ["wage_labour", "wage_industry_post", "wage_township_post", "wage_village_post", "wage_gathering"]),
        ("business", ["business_crops", "business_livestock", "business_fruit", "business_other"]),
        ("property", ["property_dividend", "property_land", "property_finance", "property_farming", "property_other"]),
        ("transfer", ["family_planning", "dibao_money", "tekun_money", "pension_money", "ecology_money", "transfer_other"]),
        ("business_cost", ["cost_crops", "cost_livestock", "cost_fruit", "cost_other"]),
    ];

    public static bool IsPart(string column) => All.Any(t => t.Parts.Contains(column));
}
