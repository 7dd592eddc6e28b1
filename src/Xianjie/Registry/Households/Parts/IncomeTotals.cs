using Xianjie.Registry.Fields;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Households.Parts;

/// <summary>
/// Totals of a yearly income: parts add up to their total, gross is wage + business + property + transfer, net is gross − cost, per head is
/// net by the members at hand (monitoring.md 1.3). An empty total is filled in, a wrong one is refused with the right figure.
/// </summary>
internal sealed class IncomeTotals(RegistryFields fields, IncomeYear income)
{
    private readonly List<(string Column, string Words)> wrong = [];

    public static IReadOnlyList<(string Column, string Words)> Settle(RegistryFields fields, IncomeYear income, int members)
    {
        var totals = new IncomeTotals(fields, income);
        totals.Settle(members);
        return totals.wrong;
    }

    private void Settle(int members)
    {
        foreach (var (total, parts) in IncomeParts.All)
            AddUp(total, parts);
        if (income is { Wage: null, Business: null, Property: null, Transfer: null, BusinessCost: null })
            return;
        var gross = (income.Wage ?? 0) + (income.Business ?? 0) + (income.Property ?? 0) + (income.Transfer ?? 0);
        Total("gross", gross, "工资性＋经营性＋财产性＋转移性");
        var net = gross - (income.BusinessCost ?? 0);
        Total("net", net, "总收入−经营性支出");
        var perCapita = (long)Math.Round(net / (decimal)Math.Max(1, members), MidpointRounding.AwayFromZero);
        // Offices round per-head figures to whole yuan.
        if (income.PerCapita is null || Math.Abs(income.PerCapita.Value - perCapita) > 100)
            Total("per_capita", perCapita, $"纯收入÷{Math.Max(1, members)} 人");
    }

    private void AddUp(string total, string[] parts)
    {
        var given = parts.Select(Value).OfType<long>().ToList();
        if (given.Count == 0)
            return;
        var sum = given.Sum();
        // Transfers are often known only in part: without 其他转移性收入 the total may be more than its parts
        if (total != "transfer" || Value("transfer_other") is not null || Value(total) is not { } whole)
            Total(total, sum, "各分项之和");
        else if (sum > whole)
            wrong.Add((total, $"“{Name(total)}”{Yuan(whole)} 元小于各分项之和 {Yuan(sum)} 元，请核对。"));
    }

    private void Total(string column, long sum, string how)
    {
        if (Value(column) is not { } given)
            fields.Of(RegistryFields.Income, column).Set(income, sum);
        else if (given != sum)
            wrong.Add((column, $"“{Name(column)}”应等于{how} {Yuan(sum)} 元，现在填的是 {Yuan(given)} 元；不填则自动计算。"));
    }

    private long? Value(string column) => (long?)fields.Of(RegistryFields.Income, column).Get(income);

    private string Name(string column) => fields.Of(RegistryFields.Income, column).Name;

    private static string Yuan(long fen) => Money.FromFen(fen).ToString();
}
