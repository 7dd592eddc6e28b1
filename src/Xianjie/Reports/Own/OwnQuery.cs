using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Own;

/// <param name="Operator">是, 不是, 包含, 大于等于, 小于等于, 为空, 不为空.</param>
internal sealed record OwnFilter(string Field, string Operator, string Value);

/// <param name="Function">个数, 合计, 平均, 最大, 最小, 去重.</param>
/// <param name="Field">English name; empty for 个数.</param>
internal sealed record OwnMeasure(string Function, string Field);

/// <summary>What an own report asks: rows, conditions, and either columns of a list or groups with measures. Fields are named by their English names.</summary>
/// <param name="Period">yyyyMMdd of a ledger's period; null: the one that holds the day.</param>
/// <param name="Group">Empty: a list. 地区, 村, a field, or a date field with :年 or :月.</param>
/// <param name="Then">Within each group a second one, named in the same way; empty: none.</param>
/// <param name="Sort">Column of the result, with a minus before it from the greatest.</param>
internal sealed record OwnQuery(string Source, int? Period, IReadOnlyList<string> Columns, IReadOnlyList<OwnFilter> Filters, string Group, IReadOnlyList<OwnMeasure> Measures, string Sort, string Then = "")
{
    public const string Place = "地区", Village = "村";
    public static readonly IReadOnlyList<string> Operators = ["是", "不是", "包含", "大于等于", "小于等于", "为空", "不为空"];
    public static readonly IReadOnlyList<string> Functions = ["个数", "合计", "平均", "最大", "最小", "去重"];

    public static OwnQuery Empty(string source) => new(source, null, [], [], string.Empty, [], string.Empty);

    /// <summary>What it groups by, the first thing first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Groups => new[] { Group, Then }.Where(g => g.Length > 0);

    [JsonIgnore]
    public bool IsList => Group.Length == 0;

    /// <summary>English names of the fields that it reckons with: of all others nothing is kept while it runs.</summary>
    [JsonIgnore]
    public IReadOnlySet<string> Fields => new HashSet<string>([.. Filters.Select(f => f.Field), .. Measures.Select(m => m.Field), .. Groups.Select(g => g.Split(':')[0]), Sort.TrimStart('-')], StringComparer.Ordinal);

    public string ToText() => JsonSerializer.Serialize(this);

    public static OwnQuery Of(string text) => JsonSerializer.Deserialize<OwnQuery>(text) ?? throw new InvalidDataException("An own report has no query.");

    /// <summary>What is wrong with it over the fields of a source, in words.</summary>
    public IEnumerable<string> Faults(Ledger shape)
    {
        foreach (var name in Columns.Where(c => shape[c] is null))
            yield return $"“{shape.Title}”没有字段“{name}”。";
        if (IsList && Columns.Count == 0)
            yield return "请至少选择一列，或选择按什么分组。";
        if (Columns.Count > 30 || Filters.Count > 10 || Measures.Count > 10)
            yield return "最多 30 列、10 个条件、10 个统计项。";
        foreach (var filter in Filters)
            if (OwnCondition.Of(filter, shape).Refusal is { } words)
                yield return words;
        foreach (var fault in OwnGroups.Faults(this, shape))
            yield return fault;
        foreach (var measure in Measures.Where(m => m.Function != "个数"))
        {
            if (!Functions.Contains(measure.Function) || shape[measure.Field] is not { IsSealed: false } field)
                yield return $"统计项“{measure.Function}”要选择一个不加密的字段。";
            else if (measure.Function != "去重" && !field.IsNumber)
                yield return $"字段“{field.Name}”不是数，不能{measure.Function}。";
        }
    }
}

/// <summary>A condition of an own report as the rule language says it. Names are looked up and values read by their type, so that nothing typed becomes an expression.</summary>
internal static class OwnCondition
{
    public static (string? Expression, string? Refusal) Of(OwnFilter filter, Ledger shape)
    {
        if (shape[filter.Field] is not { IsSealed: false } field)
            return (null, "条件要选择一个不加密的字段。");
        var name = $"`{field.Name}`";
        if (filter.Operator is "为空" or "不为空")
            return ($"{name} is {(filter.Operator == "为空" ? "" : "not ")}null", null);
        if (!OwnQuery.Operators.Contains(filter.Operator))
            return (null, $"条件“{field.Name}”的比较方式不认识。");
        var isOrder = filter.Operator is "大于等于" or "小于等于";
        var (value, refusal) = Value(field, filter.Value.Trim());
        if (value is null)
            return (null, refusal);
        if (field.ValueType == FieldType.Codes)
            return isOrder ? (null, $"“{field.Name}”不能比大小。") : (filter.Operator == "不是" ? $"not ({name} has {value})" : $"{name} has {value}", null);
        var isText = field.ValueType is FieldType.Text or FieldType.Code or FieldType.Bool or FieldType.Household or FieldType.Person or FieldType.Organisation or FieldType.Reference or FieldType.Division or FieldType.Location or FieldType.Attachment or FieldType.CreditCode;
        if (filter.Operator == "包含")
            return field.ValueType is FieldType.Text or FieldType.Household or FieldType.Person or FieldType.Organisation or FieldType.Reference ? ($"{name} contains {value}", null) : (null, $"“{field.Name}”不是文字，不能用“包含”。");
        if (isOrder && isText)
            return (null, $"“{field.Name}”不能比大小。");
        return ($"{name} {(filter.Operator switch { "是" => "=", "不是" => "<>", "大于等于" => ">=", _ => "<=" })} {value}", null);
    }

    private static (string? Text, string? Refusal) Value(LedgerField field, string typed)
    {
        (string?, string?) Wrong(string what) => (null, $"条件“{field.Name}”的值“{(typed.Length > 20 ? typed[..20] : typed)}”应是{what}。");
        switch (field.ValueType)
        {
            case FieldType.Month:
                return DateOnly.TryParseExact(typed.Replace("-", string.Empty, StringComparison.Ordinal) + "01", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? (month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null) : Wrong("年月，例如 202610");
            case FieldType.Int or FieldType.Year:
                return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? (whole.ToString(CultureInfo.InvariantCulture), null) : Wrong("整数");
            case FieldType.Decimal or FieldType.Money:
                return decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000m ? (number.ToString("0.##", CultureInfo.InvariantCulture), null) : Wrong("数");
            case FieldType.Date:
                return DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null) : Wrong("日期，例如 2026-01-31");
            case FieldType.Bool:
                return typed is "是" or "否" ? (typed == "是" ? "true" : "false", null) : Wrong("“是”或“否”");
            case FieldType.Code or FieldType.Codes:
                return field.Codes?.NumberOf(typed) is > 0 and var at ? ($"`{field.Codes[at]}`", null) : Wrong($"这些值之一：{string.Join('、', field.Codes?.Values.Take(20) ?? [])}");
            default:
                return typed.Length is > 0 and <= 60 && !typed.Contains('\'') && !typed.Contains('\\') && !typed.Any(char.IsControl) ? ($"'{typed}'", null) : Wrong("不带引号的文字");
        }
    }
}
