namespace Xianjie.Monitoring.Cases;

/// <summary>What the visit and the worksheet say about a household. Amounts in 分 per head and year; null where unknown.</summary>
internal sealed record Circumstances(
    bool HasRisk, bool CannotCope, bool IsExitedPoverty, long? PerCapita, long? ReferencePerCapita, long? Line, bool IncomeFell, bool SpendingHard, bool GuaranteeGap);

/// <summary>建议类别 with its reasons (monitoring.md 3.4). A person decides; income over the line alone is never a reason to refuse.</summary>
/// <param name="Category">Null where nothing is suggested or a person must judge.</param>
internal sealed record CategorySuggestion(string? Category, string Headline, IReadOnlyList<string> Reasons)
{
    public static CategorySuggestion For(Circumstances c)
    {
        var reasons = Told(c);
        var risk = c.HasRisk && c.CannotCope;
        if (risk && c.PerCapita < c.Line)
        {
            var category = c.IsExitedPoverty ? ObjectTypes.Unstable : ObjectTypes.Marginal;
            return new(category, $"建议：{category}", [.. reasons, c.IsExitedPoverty ? "本户是脱贫户" : "本户不是脱贫户"]);
        }
        if (risk && (c.ReferencePerCapita < c.Line || c.IncomeFell || c.SpendingHard))
            return new(ObjectTypes.Sudden, $"建议：{ObjectTypes.Sudden}", reasons);
        if (c.GuaranteeGap && c.CannotCope)
            return new(null, "需人工研判：三保障或饮水有缺口，短期无力自行解决，类别由人确定", reasons);
        if (risk && (c.PerCapita is null || c.Line is null))
            return new(null, "需人工研判：收入或监测范围未录入，无法比较", reasons);
        return new(null, "建议不纳入，须写明理由；不得只因收入超线驳回", reasons);
    }

    private static List<string> Told(Circumstances c)
    {
        var reasons = new List<string>
        {
            c.HasRisk ? "入户核实存在返贫致贫风险" : "入户核实未发现返贫致贫风险",
            c.CannotCope ? "家庭无能力自主应对" : "家庭能自主应对",
        };
        if (c.Line is { } line)
        {
            Compare("人均纯收入", c.PerCapita, line, reasons);
            Compare("参考人均（扣减合规自付后）", c.ReferencePerCapita, line, reasons);
        }
        if (c.IncomeFell)
            reasons.Add("收入大幅缩减");
        if (c.SpendingHard)
            reasons.Add("刚性支出过大，基本生活严重困难");
        if (c.GuaranteeGap)
            reasons.Add("三保障或饮水有缺口");
        return reasons;
    }

    private static void Compare(string what, long? value, long line, List<string> reasons)
    {
        if (value is { } amount)
            reasons.Add($"{what} {Yuan.Of(amount)} 元，{(amount < line ? "低于" : "不低于")}监测范围 {Yuan.Of(line)} 元");
    }
}

/// <summary>分 as 元 in words.</summary>
internal static class Yuan
{
    public static string Of(long fen) => (fen / 100m).ToString("#,##0.##", System.Globalization.CultureInfo.InvariantCulture);

    public static string Of(long? fen) => fen is { } known ? Of(known) : "—";

    public static long? Fen(decimal? yuan) => yuan is { } known ? (long)decimal.Round(known * 100, MidpointRounding.AwayFromZero) : null;
}
