namespace Xianjie.Registry.Households.Parts;

/// <summary>
/// Totals of a yearly income: parts add up to their total, net is wage + business + property + transfer − cost, per head is net by the
/// members at hand (monitoring.md 1.3). An empty total is filled in, a wrong one is refused with the right figure.
/// </summary>
internal static class IncomeTotals
{
    public static IReadOnlyList<(string Column, string Words)> Settle(IncomeYear income, IReadOnlyDictionary<string, long> parts, int members)
    {
        var wrong = new List<(string, string)>();
        income.Wage = Add(wrong, "wage", "工资性收入", income.Wage, Sum("wage", income, parts));
        income.Business = Add(wrong, "business", "生产经营性收入", income.Business, Sum("business", income, parts));
        income.Property = Add(wrong, "property", "财产性收入", income.Property, Sum("property", income, parts));
        income.BusinessCost = Add(wrong, "business_cost", "生产经营性支出", income.BusinessCost, Sum("business_cost", income, parts));
        income.Transfer = Transfer(wrong, income, parts);
        if (income is { Wage: null, Business: null, Property: null, Transfer: null, BusinessCost: null })
            return wrong;
        var net = (income.Wage ?? 0) + (income.Business ?? 0) + (income.Property ?? 0) + (income.Transfer ?? 0) - (income.BusinessCost ?? 0);
        income.Net = Add(wrong, "net", "纯收入", income.Net, net, "工资性＋经营性＋财产性＋转移性−经营性支出");
        var perCapita = (long)Math.Round(net / (decimal)Math.Max(1, members), MidpointRounding.AwayFromZero);
        // Offices round per-head figures to whole yuan.
        if (income.PerCapita is null || Math.Abs(income.PerCapita.Value - perCapita) > 100)
            income.PerCapita = Add(wrong, "per_capita", "人均纯收入", income.PerCapita, perCapita, $"纯收入÷{Math.Max(1, members)} 人");
        return wrong;
    }

    private static long? Transfer(List<(string, string)> wrong, IncomeYear income, IReadOnlyDictionary<string, long> parts)
    {
        var sum = Sum("transfer", income, parts);
        if (sum is null || parts.ContainsKey("其他转移性") || income.Transfer is null)
            return Add(wrong, "transfer", "转移性收入", income.Transfer, sum);
        if (sum > income.Transfer)
            wrong.Add(("transfer", $"“转移性收入”{IncomeParts.Yuan(income.Transfer.Value)} 元小于各分项之和 {IncomeParts.Yuan(sum.Value)} 元，请核对。"));
        return income.Transfer;
    }

    private static long? Sum(string total, IncomeYear income, IReadOnlyDictionary<string, long> parts)
    {
        long? sum = null;
        foreach (var part in IncomeParts.All.Where(p => p.Total == total))
        {
            var value = part.Column switch
            {
                "family_planning" => income.FamilyPlanning, "dibao_money" => income.DibaoMoney, "tekun_money" => income.TekunMoney,
                "pension_money" => income.PensionMoney, "ecology_money" => income.EcologyMoney,
                _ => parts.TryGetValue(part.Name, out var fen) ? fen : null,
            };
            if (value is { } known)
                sum = (sum ?? 0) + known;
        }
        return sum;
    }

    private static long? Add(List<(string, string)> wrong, string column, string name, long? given, long? sum, string how = "各分项之和")
    {
        if (sum is null || given is null)
            return given ?? sum;
        if (given != sum)
            wrong.Add((column, $"“{name}”应等于{how} {IncomeParts.Yuan(sum.Value)} 元，现在填的是 {IncomeParts.Yuan(given.Value)} 元；不填则自动计算。"));
        return given;
    }
}
