using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Protection;

/// <param name="Suite">Name of the new key's suite.</param>
/// <param name="From">The key that was active when it was asked for.</param>
internal sealed record TurnOrder(string Suite, byte From);

/// <summary>密钥轮换: asked by the security administrator, confirmed by the system administrator.</summary>
internal sealed class TurnKeyAct(XianjieDb db, KeyDesk desk, Seal seal, CurrentUser user) : DangerousAct<TurnOrder>
{
    public override string Key => "key.turn";
    public override string Title => "密钥轮换";
    public override string Permission => Permissions.KeysManage;
    public override string ConfirmPermission => Permissions.SystemManage;

    protected override Task<ActPreview> PreviewAsync(TurnOrder order, CancellationToken ct) => Task.FromResult(
        desk.TurnRefusal(order.Suite) is { } refusal ? ActPreview.Refused(refusal)
        : new($"密钥轮换：{seal.Ring.Active.Number} 号换成新密钥（{order.Suite}）", user.Division, 1,
            [$"现用 {seal.Ring.Active.Number} 号密钥（{seal.Ring.Active.Suite}）", $"新密钥：{order.Suite}，立即用于新的值", "旧值和文件由后台任务逐批换成新密钥，大家照常工作", "轮换后请重新托管（xianjie keys escrow）"], $"{seal.Ring.Active.Number}"));

    protected override async Task<ActDone> ExecuteAsync(TurnOrder order, ActRun run, CancellationToken ct)
    {
        if (desk.TurnRefusal(order.Suite) is { } refusal)
            return ActDone.Refused(refusal);
        var job = desk.Turn(order.Suite, run.Acts("密钥轮换"));
        await db.SaveChangesAsync(ct);
        return new("新密钥已启用，旧值正在后台更换。", $"/jobs/{job.Id}");
    }
}

/// <param name="WithBackups">Backup sets that need the key may be lost with it.</param>
internal sealed record DestroyOrder(byte Number, bool WithBackups = false);

/// <summary>销毁密钥: can't be undone, so no county may do it with one person.</summary>
internal sealed class DestroyKeyAct(XianjieDb db, KeyDesk desk, CurrentUser user) : DangerousAct<DestroyOrder>
{
    public override string Key => "key.destroy";
    public override string Title => "销毁密钥";
    public override string Permission => Permissions.KeysManage;
    public override string ConfirmPermission => Permissions.SystemManage;
    public override bool Always => true;

    protected override async Task<ActPreview> PreviewAsync(DestroyOrder order, CancellationToken ct) => await desk.DestroyRefusalAsync(order.Number, order.WithBackups, ct) is { } refusal ? ActPreview.Refused(refusal)
        : new($"销毁 {order.Number} 号密钥", user.Division, 1, [$"审计记录里由它加密的 {await desk.LostAsync(order.Number, ct):N0} 个查询条件不能再读出", "变更记录里由它加密的旧值不能再读出", .. desk.Backups(order.Number).Select(b => $"备份 {b} 不能再恢复"), $"换密钥以来没有登录过的 {await desk.AccountsAsync(order.Number, ct):N0} 个账号须由安全管理员重设密码", "不能撤销"], $"{order.Number} {string.Join(',', desk.Backups(order.Number))}");

    protected override async Task<ActDone> ExecuteAsync(DestroyOrder order, ActRun run, CancellationToken ct)
    {
        if (await desk.DestroyRefusalAsync(order.Number, order.WithBackups, ct) is { } refusal)
            return ActDone.Refused(refusal);
        desk.Destroy(order.Number, run.Acts("销毁密钥"));
        await db.SaveChangesAsync(ct);
        return new($"{order.Number} 号密钥已销毁。", "/keys");
    }
}
