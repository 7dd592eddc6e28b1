using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Registry.Import;

internal sealed record ImportUndoOrder(Guid Batch);

/// <summary>撤销导入: deletes every record that an import added.</summary>
internal sealed class ImportUndoAct(XianjieDb db, ImportDesk desk) : DangerousAct<ImportUndoOrder>
{
    public override string Key => "import.undo";
    public override string Title => "撤销导入";
    public override string Permission => Permissions.HouseholdsImport;

    protected override async Task<ActPreview> PreviewAsync(ImportUndoOrder order, CancellationToken ct)
    {
        if (await FindAsync(order, ct) is not { } batch)
            return ActPreview.Refused("这一批导入已经撤销，或不在您负责的地区。");
        var records = await db.Set<Platform.Changes.Change>().CountAsync(c => c.Batch == batch.Id, ct);
        return new($"撤销导入 {batch.FileName}", batch.Division, records,
            [$"文件：{batch.FileName}", $"由 {batch.By} 于 {Clock.Local(batch.At):yyyy-MM-dd HH:mm} 导入", $"新增的记录删除，改动的恢复原值，共 {records:N0} 条；之后又有改动的保留"], $"{batch.State} {batch.JobId} {records}");
    }

    protected override async Task<ActDone> ExecuteAsync(ImportUndoOrder order, ActRun run, CancellationToken ct)
    {
        if (await FindAsync(order, ct) is not { } batch)
            return ActDone.Refused("这一批导入已经撤销，或不在您负责的地区。");
        desk.Undo(batch, run.AskedBy);
        await db.SaveChangesAsync(ct);
        return new("已开始撤销，进度见导入页面。", $"/households/import/{batch.Id}");
    }

    private Task<ImportBatch?> FindAsync(ImportUndoOrder order, CancellationToken ct) => db.Set<ImportBatch>().SingleOrDefaultAsync(b => b.Id == order.Batch && b.State == ImportState.Done, ct);
}
