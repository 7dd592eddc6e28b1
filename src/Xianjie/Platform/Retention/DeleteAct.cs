using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Retention;

internal sealed record DeleteOrder(Guid Run);

/// <summary>到期删除: asked by the security administrator, confirmed by the system administrator; leaves a proof.</summary>
internal sealed class DeleteAct(XianjieDb db, IEnumerable<IRetained> kinds, Clock clock) : DangerousAct<DeleteOrder>
{
    public override string Key => "retention.delete";
    public override string Title => "到期删除";
    public override string Permission => Permissions.KeysManage;
    public override string ConfirmPermission => Permissions.SystemManage;
    public override bool Always => true;

    protected override async Task<ActPreview> PreviewAsync(DeleteOrder order, CancellationToken ct)
    {
        if (await db.Set<DeletionRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == order.Run, ct) is not { State: DeletionState.待确认, IsSound: true } run)
            return ActPreview.Refused("这份删除清单已经办结，或被改动过。");
        if (RetentionNight.IsHeld(await db.Set<LegalHold>().AsNoTracking().Where(h => h.EndedAt == null).ToListAsync(ct), run.Kind, run.Division))
            return ActPreview.Refused("这类数据正在保全，不能删除。");
        return new($"到期删除：{run.Kind} {run.Count:N0} 项", run.Division, run.Count, [run.Rule, $"{Clock.Local(run.Before):yyyy-MM-dd} 以前的", $"编号摘要 {run.Digest[..16]}…", "删除后不能恢复（备份里的按备份保存期限消失）"], run.Digest);
    }

    protected override async Task<ActDone> ExecuteAsync(DeleteOrder order, ActRun run, CancellationToken ct)
    {
        var found = await db.Set<DeletionRun>().SingleAsync(r => r.Id == order.Run, ct);
        var kind = kinds.First(k => k.Kind == found.Kind);
        foreach (var some in found.List.Chunk(500))
            await kind.DeleteAsync(db, some, ct);
        found.End(DeletionState.已删除, run.AskedBy, run.ConfirmedBy, run.Why, clock.Now);
        var act = run.Acts("到期删除", $"{found.Kind} {found.Count} 项 {found.Digest}");
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Why = act.Why, Evidence = act.Evidence, Object = nameof(DeletionRun), ObjectId = found.Id, Division = found.Division });
        db.Act = act;
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == found.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(act.By, clock.Now, "已删除");
        await db.SaveChangesAsync(ct);
        return new($"已删除 {found.Count:N0} 项{found.Kind}，证明已存。", "/retention");
    }
}
