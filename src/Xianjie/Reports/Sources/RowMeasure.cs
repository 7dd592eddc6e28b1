using System.Text.RegularExpressions;
using Xianjie.Ledgers.Definitions;

namespace Xianjie.Reports.Sources;

/// <summary>What is reckoned of rows: an expression of the rule language, the condition behind it, and the field that is added up.</summary>
/// <param name="Words">As it was written.</param>
/// <param name="Expression">For the engine.</param>
/// <param name="Condition">Rows for which it is true stand behind the figure; null: all.</param>
/// <param name="Added">Where the figure is the sum of a field.</param>
/// <param name="IsCount">Where the figure is the number of its rows.</param>
internal sealed partial record RowMeasure(string Words, string Expression, string? Condition, LedgerField? Added, bool IsCount)
{
    /// <summary>Nothing to count is nought; a share or a mean of nothing is no number.</summary>
    public bool IsNought => IsCount || Added is not null || Expression.StartsWith("sum(", StringComparison.Ordinal) && !Expression.Contains(") /", StringComparison.Ordinal) && !Expression.Contains(") *", StringComparison.Ordinal)
        || Expression.StartsWith("count(", StringComparison.Ordinal) && !Expression.Contains(") *", StringComparison.Ordinal);

    /// <summary>
    /// 个数, 合计(字段), 平均(字段), 最大(字段), 最小(字段), 去重(字段), 式(expression of the rule language) or the title of a roll-up of the ledger; the
    /// first six may be followed by 当 and a condition. A refusal in words where it is none of these.
    /// </summary>
    public static (RowMeasure? Measure, string? Refusal) Read(string words, Ledger shape)
    {
        var text = words.Trim();
        if (text.EndsWith(" 当", StringComparison.Ordinal))
            return (null, "“当”后面没有写条件");
        var at = text.IndexOf(" 当 ", StringComparison.Ordinal);
        var (what, condition) = at < 0 ? (text, null) : (text[..at].Trim(), text[(at + 3)..].Trim());
        if (shape.Rollups.FirstOrDefault(r => r.Title == what) is { } rollup)
            return condition is null ? (OfRollup(rollup, shape), null) : (null, $"汇总项“{what}”已有自己的条件，不能再写“当”");
        if (what is "个数" or "行数")
            return (new(text, condition is null ? "count()" : $"count({condition})", condition, null, true), null);
        if (Function().Match(what) is not { Success: true } call)
            return (null, shape.Rollups.Count == 0 ? $"“{what}”应写成 个数、合计(字段)、平均(字段)、最大(字段)、最小(字段)、去重(字段) 或 式(…)" : $"“{shape.Title}”没有汇总项“{what}”，也不是 个数、合计(字段)、平均(字段)、最大(字段)、最小(字段)、去重(字段)、式(…)");
        var (name, inner) = (call.Groups[1].Value, call.Groups[2].Value.Trim());
        if (name == "式")
            return condition is null ? (new(text, inner, null, null, false), null) : (null, "“式(…)”里已可写条件，不能再写“当”");
        if (shape[inner] is not { } field)
            return (null, $"“{shape.Title}”没有字段“{inner}”");
        if (name is "合计" or "平均" && !field.IsNumber)
            return (null, $"字段“{inner}”不是数，不能{name}");
        if (field.IsSealed)
            return (null, $"字段“{inner}”加密保存，不能统计");
        return (Of(name, field, condition, text), null);
    }

    public static RowMeasure Of(string function, LedgerField field, string? condition, string words)
    {
        var value = $"`{field.Name}`";
        return function switch
        {
            "合计" => new(words, condition is null ? $"sum({value})" : $"sum(if({condition}, {value}, 0))", condition, field, false),
            "去重" => new(words, condition is null ? $"count(distinct {value})" : $"count(distinct if({condition}, {value}, null))", condition, null, false),
            _ => new(words, $"{(function switch { "平均" => "avg", "最大" => "max", _ => "min" })}({(condition is null ? value : $"if({condition}, {value}, null)")})", condition, null, false),
        };
    }

    private static RowMeasure OfRollup(LedgerRollup rollup, Ledger shape) => rollup.Condition is { } condition ? new(rollup.Title, rollup.Measure, condition, null, true)
        : rollup.Measure.Trim() == "count()" ? new(rollup.Title, "count()", null, null, true)
        : Sum().Match(rollup.Measure.Trim()) is { Success: true } sum && shape[sum.Groups[1].Value] is { IsNumber: true, IsSealed: false } field ? new(rollup.Title, rollup.Measure, null, field, false)
        : new(rollup.Title, rollup.Measure, null, null, false);

    [GeneratedRegex(@"^(合计|平均|最大|最小|去重|式)[(（](.+)[)）]$", RegexOptions.Singleline, 1000)]
    private static partial Regex Function();

    [GeneratedRegex(@"^sum\(([^()]+)\)$", RegexOptions.None, 1000)]
    private static partial Regex Sum();
}
