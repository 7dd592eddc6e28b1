using Xianjie.Platform.Indicators;

namespace Xianjie.Overview.Modules;

/// <summary>One module of the work, with what belongs to it.</summary>
/// <param name="Ledgers">Modules as the definitions of ledgers name them.</param>
/// <param name="Indicators">Groups of indicators, keys, or beginnings of keys that end in a dash.</param>
/// <param name="Pages">Pages of its own: address and title of the menu.</param>
internal sealed record WorkModule(string Code, string Title, IReadOnlyList<string> Ledgers, IReadOnlyList<string> Indicators, IReadOnlyList<string> Pages);

/// <summary>The modules in order. What no module names stands under the last one, so that nothing is lost.</summary>
internal static class ModuleBook
{
    public const string Other = "QT";

    public static readonly IReadOnlyList<WorkModule> All =
    [
        new("M0", "监测识别和帮扶", [], ["监测与消除", "认定与线索", "环节及时率", "帮扶", "收入", "三保障及饮水", "数据"], ["/households", "/clues", "/cases", "/indicators"]),
        new("M1", "易地搬迁后续扶持", ["易地搬迁后续扶持"], ["搬迁"], []),
        new("M2", "就业帮扶", ["就业帮扶"], ["就业"], []),
        new("M3", "产业、联农带农、消费帮扶、信贷、光伏、旅游", ["产业帮扶"], ["产业", "loan-"], []),
        new("M4", "项目库", ["项目库"], ["projects-", "goals-met", "notices-kept"], []),
        new("M5", "衔接资金和常态化帮扶资金", ["衔接资金"], ["资金项目"], []),
        new("M6", "帮扶项目资产", ["项目资产"], ["资产"], []),
        new("M7", "村县分类分级与重点帮扶遴选", ["分类分级"], ["分类分级"], []),
        new("M8", "乡村建设与人居环境", ["乡村建设"], ["乡村建设", "toilets-"], []),
        new("M9", "乡村治理", ["乡村治理"], ["乡村治理"], []),
        new("M10", "帮扶力量", ["帮扶力量"], ["力量"], []),
        new("M11", "政策清单与户级匹配", ["政策"], ["政策"], ["/relief/policies"]),
        new("M12", "规划任务、调度与监测评估", ["规划调度"], ["全县年度数", "tasks-"], []),
        new("M13", "考核评估", ["考核评估"], ["整改考核"], []),
        new("M14", "督查整改", ["督查整改"], ["problems-"], ["/supervision"]),
        new("M15", "突发公共事件影响监测", ["突发事件"], ["突发事件"], []),
        new("M16", "农村低收入人口常态化帮扶", ["低收入人口"], ["低收入人口"], ["/low-income"]),
        new(Other, "基础和其他", ["基础"], [], []),
    ];

    public static WorkModule? Find(string code) => All.FirstOrDefault(m => m.Code == code);

    public static WorkModule OfLedger(string module) => All.FirstOrDefault(m => m.Ledgers.Contains(module)) ?? All[^1];

    /// <summary>By its key first, then by its group.</summary>
    public static WorkModule OfIndicator(IndicatorDefinition definition) =>
        All.FirstOrDefault(m => m.Indicators.Any(i => i == definition.Key || (i.EndsWith('-') && definition.Key.StartsWith(i, StringComparison.Ordinal)))) ?? All.FirstOrDefault(m => m.Indicators.Contains(definition.Group)) ?? All[^1];
}
