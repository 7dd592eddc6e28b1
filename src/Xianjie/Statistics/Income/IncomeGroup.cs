using System.Linq.Expressions;
using Xianjie.Monitoring.Help;
using Xianjie.Registry.Households;

namespace Xianjie.Statistics.Income;

/// <summary>Households that are looked at together.</summary>
internal sealed record IncomeGroup(string Key, string Title, Expression<Func<Household, bool>> Belongs)
{
    public static IReadOnlyList<IncomeGroup> All { get; } =
    [
        new("all", "全部在册农户", h => true),
        new("exited", "脱贫户", h => h.IsExitedPoverty == true || h.RiskState == "脱贫户"),
        new("monitored", "未消除风险的监测对象", h => h.RiskState == HelpGaps.Monitored),
        new("others", "其他农户", h => h.IsExitedPoverty != true && h.RiskState != "脱贫户" && h.RiskState != HelpGaps.Monitored),
    ];

    public static IncomeGroup Of(string? key) => All.FirstOrDefault(g => g.Key == key) ?? All[0];
}
