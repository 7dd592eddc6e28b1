using Xianjie.Platform.Access;
using Xianjie.Platform.Process;

namespace Xianjie.Monitoring.Cases;

/// <summary>Steps of 认定 (monitoring.md 5.1, 13.1).</summary>
internal enum CaseStep { 待受理, 待补正, 待入户, 待评议, 公示中, 异议复核, 待乡镇审核, 待县级审定, 待录入, 申诉中, 已认定, 无需认定, 已终止 }

internal enum CaseTrigger
{
    受理, 退回补正, 补正, 发现风险, 无风险, 拒绝授权, 评议通过, 评议不通过, 提出异议, 异议不成立, 异议成立, 公示期满,
    乡镇同意, 乡镇退回, 县级同意, 县级退回, 县级不同意, 录入, 申诉, 申诉成立, 申诉不成立, 撤回, 办结,
}

/// <summary>
/// From a clue to an identified household. Where a rule of the field says "once" (democratic review, village notice) the table has one
/// way in; an upheld objection is the only way back to review. Every refusal can be appealed, and the appeal goes to the county, not to
/// who refused.
/// </summary>
internal static class CaseProcess
{
    public const string Name = "认定";

    public static readonly Process<CaseStep, CaseTrigger> Table = new(Name, CaseStep.待受理, new Dictionary<CaseStep, StepRule>
    {
        [CaseStep.待受理] = new("待乡镇受理", Roles.Clerk, "受理天数"),
        [CaseStep.待补正] = new("待补正材料", Roles.Collector, "退回补正天数"),
        [CaseStep.待入户] = new("待入户核实", Roles.Collector, "入户天数"),
        [CaseStep.待评议] = new("待民主评议", Roles.Collector, "评议天数"),
        [CaseStep.公示中] = new("村内公示", Roles.Collector, "公示天数"),
        [CaseStep.异议复核] = new("异议复核", Roles.Clerk, "入户天数"),
        [CaseStep.待乡镇审核] = new("待乡镇审核", Roles.Clerk, "乡镇审核天数"),
        [CaseStep.待县级审定] = new("待县级审定", Roles.Monitor, "县级审定天数"),
        [CaseStep.待录入] = new("待录入建档", Roles.Clerk, "受理天数"),
        [CaseStep.申诉中] = new("申诉复核", Roles.Monitor, "县级审定天数"),
        [CaseStep.已认定] = new("已认定", Roles.Monitor, IsEnd: true),
        [CaseStep.无需认定] = new("不予认定（可申诉）", Roles.Collector),
        [CaseStep.已终止] = new("已终止", Roles.Monitor, IsEnd: true),
    },
    [
        new(CaseStep.待受理, CaseTrigger.受理, CaseStep.待入户, "受理，派村核查", Permissions.CasesAccept),
        new(CaseStep.待受理, CaseTrigger.退回补正, CaseStep.待补正, "退回补正", Permissions.CasesAccept, NeedsReason: true),
        new(CaseStep.待受理, CaseTrigger.撤回, CaseStep.已终止, "申请人撤回", Permissions.CasesAccept, NeedsReason: true),
        new(CaseStep.待补正, CaseTrigger.补正, CaseStep.待受理, "已补正", Permissions.CasesVisit),
        new(CaseStep.待补正, CaseTrigger.撤回, CaseStep.已终止, "申请人撤回", Permissions.CasesVisit, NeedsReason: true),
        new(CaseStep.待入户, CaseTrigger.发现风险, CaseStep.待评议, "有风险，提交评议", Permissions.CasesVisit),
        new(CaseStep.待入户, CaseTrigger.无风险, CaseStep.无需认定, "无风险，不予认定", Permissions.CasesVisit, NeedsReason: true),
        new(CaseStep.待入户, CaseTrigger.拒绝授权, CaseStep.已终止, "拒绝授权，终止", Permissions.CasesVisit, NeedsReason: true),
        new(CaseStep.待评议, CaseTrigger.评议通过, CaseStep.公示中, "评议通过，开始公示", Permissions.CasesReview),
        new(CaseStep.待评议, CaseTrigger.评议不通过, CaseStep.无需认定, "评议不通过", Permissions.CasesReview, NeedsReason: true),
        new(CaseStep.公示中, CaseTrigger.提出异议, CaseStep.异议复核, "有异议，暂停公示", Permissions.CasesReview, NeedsReason: true),
        new(CaseStep.公示中, CaseTrigger.公示期满, CaseStep.待乡镇审核, "公示期满无异议，上报乡镇", Permissions.CasesReview),
        new(CaseStep.异议复核, CaseTrigger.异议不成立, CaseStep.公示中, "异议不成立，继续公示", Permissions.CasesAccept, NeedsReason: true),
        new(CaseStep.异议复核, CaseTrigger.异议成立, CaseStep.待评议, "异议成立，重新评议", Permissions.CasesAccept, NeedsReason: true),
        new(CaseStep.待乡镇审核, CaseTrigger.乡镇同意, CaseStep.待县级审定, "同意，上报县级", Permissions.CasesAccept),
        new(CaseStep.待乡镇审核, CaseTrigger.乡镇退回, CaseStep.待入户, "退回村重新核实", Permissions.CasesAccept, NeedsReason: true),
        new(CaseStep.待县级审定, CaseTrigger.县级同意, CaseStep.待录入, "审定通过", Permissions.CasesDecide),
        new(CaseStep.待县级审定, CaseTrigger.县级退回, CaseStep.待乡镇审核, "退回乡镇", Permissions.CasesDecide, NeedsReason: true),
        new(CaseStep.待县级审定, CaseTrigger.县级不同意, CaseStep.无需认定, "审定不通过", Permissions.CasesDecide, NeedsReason: true),
        new(CaseStep.待录入, CaseTrigger.录入, CaseStep.已认定, "录入建档，完成认定", Permissions.CasesAccept),
        new(CaseStep.无需认定, CaseTrigger.申诉, CaseStep.申诉中, "农户申诉", Permissions.CasesVisit, NeedsReason: true),
        new(CaseStep.无需认定, CaseTrigger.办结, CaseStep.已终止, "申诉期满，归档", Permissions.CasesAccept),
        new(CaseStep.申诉中, CaseTrigger.申诉成立, CaseStep.待入户, "申诉成立，另派人核实", Permissions.CasesDecide, NeedsReason: true),
        new(CaseStep.申诉中, CaseTrigger.申诉不成立, CaseStep.已终止, "申诉不成立", Permissions.CasesDecide, NeedsReason: true),
    ]);
}
