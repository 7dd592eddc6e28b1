using Xianjie.Platform.Access;
using Xianjie.Platform.Process;

namespace Xianjie.Monitoring.Removal;

/// <summary>Steps of 风险消除 (monitoring.md 7.2).</summary>
internal enum RemovalStep { 待入户, 待评议, 公示中, 异议复核, 待乡镇审核, 待县级审定, 待标注, 已消除, 已终止 }

internal enum RemovalTrigger { 核实通过, 核实不符, 评议通过, 评议不通过, 提出异议, 异议不成立, 异议成立, 公示期满, 乡镇同意, 乡镇退回, 县级同意, 县级退回, 县级不同意, 标注, 撤回 }

/// <summary>
/// Built like the identification: visit, review, notice, township, county, mark. An objection that holds ends it, since the risk is then
/// not removed; the household stays under monitoring and may be proposed again.
/// </summary>
internal static class RemovalProcess
{
    public const string Name = "风险消除";

    public static readonly Process<RemovalStep, RemovalTrigger> Table = new(Name, RemovalStep.待入户, new Dictionary<RemovalStep, StepRule>
    {
        [RemovalStep.待入户] = new("待入户核实", Roles.Collector, "入户天数"),
        [RemovalStep.待评议] = new("待民主评议", Roles.Collector, "评议天数"),
        [RemovalStep.公示中] = new("村内公示", Roles.Collector, "公示天数"),
        [RemovalStep.异议复核] = new("异议复核", Roles.Clerk, "入户天数"),
        [RemovalStep.待乡镇审核] = new("待乡镇审核", Roles.Clerk, "乡镇审核天数"),
        [RemovalStep.待县级审定] = new("待县级审定", Roles.Monitor, "县级审定天数"),
        [RemovalStep.待标注] = new("待标注", Roles.Clerk, "受理天数"),
        [RemovalStep.已消除] = new("已消除", Roles.Monitor, IsEnd: true),
        [RemovalStep.已终止] = new("已终止", Roles.Monitor, IsEnd: true),
    },
    [
        new(RemovalStep.待入户, RemovalTrigger.核实通过, RemovalStep.待评议, "核实属实，提交评议", Permissions.CasesVisit),
        new(RemovalStep.待入户, RemovalTrigger.核实不符, RemovalStep.已终止, "核实不符，终止", Permissions.CasesVisit, NeedsReason: true),
        new(RemovalStep.待入户, RemovalTrigger.撤回, RemovalStep.已终止, "撤回", Permissions.CasesVisit, NeedsReason: true),
        new(RemovalStep.待评议, RemovalTrigger.评议通过, RemovalStep.公示中, "评议通过，开始公示", Permissions.CasesReview),
        new(RemovalStep.待评议, RemovalTrigger.评议不通过, RemovalStep.已终止, "评议不通过", Permissions.CasesReview, NeedsReason: true),
        new(RemovalStep.公示中, RemovalTrigger.提出异议, RemovalStep.异议复核, "有异议，暂停公示", Permissions.CasesReview, NeedsReason: true),
        new(RemovalStep.公示中, RemovalTrigger.公示期满, RemovalStep.待乡镇审核, "公示期满无异议，上报乡镇", Permissions.CasesReview),
        new(RemovalStep.异议复核, RemovalTrigger.异议不成立, RemovalStep.公示中, "异议不成立，继续公示", Permissions.CasesAccept, NeedsReason: true),
        new(RemovalStep.异议复核, RemovalTrigger.异议成立, RemovalStep.已终止, "异议成立，终止消除", Permissions.CasesAccept, NeedsReason: true),
        new(RemovalStep.待乡镇审核, RemovalTrigger.乡镇同意, RemovalStep.待县级审定, "同意，上报县级", Permissions.CasesAccept),
        new(RemovalStep.待乡镇审核, RemovalTrigger.乡镇退回, RemovalStep.待入户, "退回村重新核实", Permissions.CasesAccept, NeedsReason: true),
        new(RemovalStep.待县级审定, RemovalTrigger.县级同意, RemovalStep.待标注, "审定通过", Permissions.CasesDecide),
        new(RemovalStep.待县级审定, RemovalTrigger.县级退回, RemovalStep.待乡镇审核, "退回乡镇", Permissions.CasesDecide, NeedsReason: true),
        new(RemovalStep.待县级审定, RemovalTrigger.县级不同意, RemovalStep.已终止, "审定不通过", Permissions.CasesDecide, NeedsReason: true),
        new(RemovalStep.待标注, RemovalTrigger.标注, RemovalStep.已消除, "标注风险消除", Permissions.CasesAccept),
    ]);

    /// <summary>Moves before which every condition must hold again; data may have changed since the start.</summary>
    public static bool IsDecision(RemovalTrigger trigger) => trigger is RemovalTrigger.核实通过 or RemovalTrigger.乡镇同意 or RemovalTrigger.县级同意 or RemovalTrigger.标注;
}
