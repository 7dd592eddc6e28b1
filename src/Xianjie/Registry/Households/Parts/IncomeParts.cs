using System.Globalization;
using System.Text.Json;
using Xianjie.Platform.Changes;

namespace Xianjie.Registry.Households.Parts;

/// <summary>The parts of a yearly income (monitoring.md 1.3, A23–A27) and the total that they add up to.</summary>
internal static class IncomeParts
{
    /// <param name="Total">English name of the column that holds the total.</param>
    /// <param name="Column">The column that holds this part itself, where it has one.</param>
    internal sealed record Part(string Total, string Name, string Column = "");

    public static readonly IReadOnlyList<Part> All =
    [
        new("wage", "务工"), new("wage", "行业公益岗"), new("wage", "乡镇公益岗"), new("wage", "村级公益岗"), new("wage", "自主采摘"),
        new("business", "种植"), new("business", "养殖"), new("business", "林果"), new("business", "其他经营"),
        new("property", "资产收益分红"), new("property", "土地流转"), new("property", "金融贷款项目收益"), new("property", "代种代养"), new("property", "其他财产性"),
        new("transfer", "计划生育金", "family_planning"), new("transfer", "低保金", "dibao_money"), new("transfer", "特困供养金", "tekun_money"),
        new("transfer", "养老金", "pension_money"), new("transfer", "生态补偿金", "ecology_money"), new("transfer", "其他转移性"),
        new("business_cost", "种植支出"), new("business_cost", "养殖支出"), new("business_cost", "林果支出"), new("business_cost", "其他经营支出"),
    ];

    public static Dictionary<string, long> Read(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static string? Write(IReadOnlyDictionary<string, long> parts) => parts.Count == 0 ? null : JsonSerializer.Serialize(parts, ChangeJson.Options);

    public static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
