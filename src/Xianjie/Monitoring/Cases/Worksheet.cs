using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Cases;

/// <summary>One amount of the worksheet: what is in the registry, what the visit found, which one counts, and where it came from. 分.</summary>
internal sealed record WorksheetLine(string Label, long? Registered, long? Visited, string Source)
{
    public long? Used => Visited ?? Registered;
}

/// <summary>
/// 四要素工作底稿 with the reference income (monitoring.md 3.4): net = wages + business + property + transfers − costs;
/// reference = net + insurance claims − compliant self-paid spending; each per head. What the visit found goes before the registry.
/// </summary>
internal sealed record Worksheet(
    IReadOnlyList<WorksheetLine> Lines, int Members, string MembersSource, long? Net, long? PerCapita, long? Reference, long? ReferencePerCapita,
    long? Line, string LineSource, IReadOnlyList<(string Factor, string Finding, string Source)> Factors)
{
    public static Worksheet Of(IncomeYear? income, CaseVisit? visit, int members, long? line, string? basis)
    {
        List<WorksheetLine> lines =
        [
            Line_("工资性收入", income?.Wage, visit?.Wage), Line_("生产经营性收入", income?.Business, visit?.Business), Line_("财产性收入", income?.Property, visit?.Property),
            Line_("转移性收入", income?.Transfer, visit?.Transfer), Line_("生产经营性支出（减）", income?.BusinessCost, visit?.BusinessCost),
            Line_("理赔收入（加）", income?.InsuranceClaim, visit?.InsuranceClaim), Line_("合规自付支出（减）", income?.CompliantSelfPay, visit?.CompliantSelfPay),
        ];
        var heads = Math.Max(1, members);
        var net = Net_(lines) ?? income?.Net;
        var reference = net + (lines[5].Used ?? 0) - (lines[6].Used ?? 0);
        return new(lines, members, "户籍登记的在册成员数", net, net / heads, reference, reference / heads, line, line is null ? "本县未录入监测范围，请在参数中录入" : basis ?? string.Empty, Factors_(visit));

        WorksheetLine Line_(string label, long? registered, long? visited) => new(label, registered, visited, Source(registered, visited));
        string Source(long? registered, long? visited) => visited is not null ? $"入户核查 {visit!.VisitedOn:yyyy-MM-dd}（{visit.Visitors}），{visit.Window.From:yyyy-MM}至{visit.Window.To:yyyy-MM}"
            : registered is not null ? $"收入登记 {income!.Year} 年{Span(income)}" : "未采集";
    }

    /// <summary>Null unless at least one kind of income is known; what is not known counts as nothing, and the page says so.</summary>
    private static long? Net_(List<WorksheetLine> lines) =>
        lines.Take(4).All(l => l.Used is null) ? null : lines.Take(4).Sum(l => l.Used ?? 0) - (lines[4].Used ?? 0);

    private static string Span(IncomeYear income) =>
        income is { PeriodStart: { } from, PeriodEnd: { } to } ? $"（{from:yyyy-MM-dd}至{to:yyyy-MM-dd}）" : "（登记未写起止）";

    private static List<(string, string, string)> Factors_(CaseVisit? visit)
    {
        if (visit is null)
            return [];
        var source = $"入户核查 {visit.VisitedOn:yyyy-MM-dd}（{visit.Visitors}）";
        return
        [
            ("收入", visit.IncomeFinding, source), ("合规自付支出", visit.SelfPayFinding, source), ("突出困难问题", visit.ProblemFinding, source),
            ("自主应对能力", $"{(visit.CannotCope ? "无能力自主应对。" : "能自主应对。")}{visit.CopingFinding}", source),
        ];
    }

    public Circumstances Circumstances(CaseVisit visit, bool isExitedPoverty) => new(
        visit.HasRisk, visit.CannotCope, isExitedPoverty, PerCapita, ReferencePerCapita, Line, visit.IncomeFell, visit.SpendingHard, visit.GuaranteeGap);
}
