using Xianjie.Platform.Access;
using Xianjie.Platform.Process;

namespace Xianjie.Overview.Supervision;

internal enum SupervisionStep { 待答复, 待审定, 已办结, 已撤回 }

internal enum SupervisionTrigger { 答复, 退回, 办结, 撤回 }

/// <summary>督办和批示: a leader's word about a figure goes to the unit that answers for it, and its answer comes back to whoever gave it.</summary>
internal static class SupervisionProcess
{
    public const string Name = "督办批示", Days = "督办办理天数", JudgeDays = "督办审定天数";

    public static readonly Process<SupervisionStep, SupervisionTrigger> Table = new(Name, SupervisionStep.待答复, new Dictionary<SupervisionStep, StepRule>
    {
        [SupervisionStep.待答复] = new("责任单位办理", Roles.Clerk, Days),
        [SupervisionStep.待审定] = new("已答复，待交办人审定", Roles.Leader, JudgeDays),
        [SupervisionStep.已办结] = new("已办结", Roles.Leader, IsEnd: true),
        [SupervisionStep.已撤回] = new("已撤回", Roles.Leader, IsEnd: true),
    },
    [
        new(SupervisionStep.待答复, SupervisionTrigger.答复, SupervisionStep.待审定, "答复办理情况", Permissions.SupervisionAnswer, NeedsReason: true),
        new(SupervisionStep.待答复, SupervisionTrigger.撤回, SupervisionStep.已撤回, "撤回", Permissions.SupervisionIssue, NeedsReason: true),
        new(SupervisionStep.待审定, SupervisionTrigger.退回, SupervisionStep.待答复, "退回重办", Permissions.SupervisionIssue, NeedsReason: true),
        new(SupervisionStep.待审定, SupervisionTrigger.办结, SupervisionStep.已办结, "同意办结", Permissions.SupervisionIssue),
    ]);
}
