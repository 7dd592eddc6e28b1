using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;

namespace Xianjie.Registry.Import;

/// <summary>Takes an import back in one transaction; what was changed since is left and named.</summary>
internal sealed class ImportUndoJob : IJobHandler
{
    public const string JobKind = "registry-import-undo";

    public string Kind => JobKind;

    public Task RunAsync(JobRun job) => job.CompleteAsync(async db =>
    {
        var id = job.Payload<ImportPayload>().Batch;
        var batch = await db.Set<ImportBatch>().SingleAsync(b => b.Id == id, job.Cancelled);
        db.ChangeTracker.Clear();
        db.Act = new Act(job.Job.CreatedBy, "撤销导入", batch.FileName, Batch: job.Job.Id);
        var undo = new ImportUndo(db, id);
        await undo.RunAsync(done => job.Report(50, $"已撤销 {done:N0} 条"), job.Cancelled);
        var note = undo.Kept.Count == 0 ? null : string.Join('\n', undo.Kept.Take(500));
        await db.Set<ImportBatch>().Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.State, ImportState.Undone).SetProperty(b => b.UndoNote, note), job.Cancelled);
        return new JobResult($"已撤销 {undo.Done:N0} 条记录" + (undo.Kept.Count > 0 ? $"，{undo.Kept.Count:N0} 条之后又有改动，保留未动" : string.Empty) + "。", $"/households/import/{id}");
    });
}
