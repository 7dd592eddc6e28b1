using Xianjie.Platform.Access;
using Xianjie.Platform.Process;

namespace Xianjie.Monitoring.JointReview;

internal enum MatterStep { 待研判, 待处置, 待验收, 已办结, 已排除 }

internal enum MatterTrigger { 定办理, 排除, 重议, 反馈, 验收, 退回 }

/// <summary>预警 → 会商研判 → 处置意见 → 反馈: what a matter before a joint review goes through.</summary>
internal static class MatterProcess
{
    public const string Name = "会商研判";

    public static readonly Process<MatterStep, MatterTrigger> Table = new(Name, MatterStep.待研判, new Dictionary<MatterStep, StepRule>
    {
        [MatterStep.待研判] = new("待研判", Roles.Monitor),
        [MatterStep.待处置] = new("待责任单位处置", Roles.Department, JointDesk.Days),
        [MatterStep.待验收] = new("已反馈，待验收", Roles.Monitor),
        [MatterStep.已办结] = new("已处置", Roles.Monitor, IsEnd: true),
        [MatterStep.已排除] = new("已排除", Roles.Monitor, IsEnd: true),
    },
    [
        new(MatterStep.待研判, MatterTrigger.定办理, MatterStep.待处置, "定结论，交责任单位", Permissions.JointHold),
        new(MatterStep.待研判, MatterTrigger.排除, MatterStep.已排除, "排除", Permissions.JointHold, NeedsReason: true),
        new(MatterStep.待处置, MatterTrigger.重议, MatterStep.待研判, "重新研判", Permissions.JointHold, NeedsReason: true),
        new(MatterStep.待处置, MatterTrigger.反馈, MatterStep.待验收, "反馈处置情况", Permissions.JointAnswer, NeedsReason: true),
        new(MatterStep.待验收, MatterTrigger.验收, MatterStep.已办结, "验收办结", Permissions.JointHold),
        new(MatterStep.待验收, MatterTrigger.退回, MatterStep.待处置, "退回重办", Permissions.JointHold, NeedsReason: true),
    ]);
}
