using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Registry.Import;

/// <summary>Takes an uploaded file in, all of its good rows in the transaction that also marks the job done; killed before, nothing of it is there.</summary>
internal sealed class ImportJob(FileStore store, ImportRun run, ImportFiles files, Catalogue catalogue, RegistryFields fields, TimeProvider time) : IJobHandler
{
    public const string JobKind = "registry-import";

    public string Kind => JobKind;

    public Task RunAsync(JobRun job) => job.CompleteAsync(async db =>
    {
        var id = job.Payload<ImportPayload>().Batch;
        var batch = await db.Set<ImportBatch>().AsNoTracking().SingleAsync(b => b.Id == id, job.Cancelled);
        await using var stream = store.Open(batch.FileId!.Value);
        if (!TableReader.Open(stream, batch.FileName, TableLimits.Default).TryGet(out var table, out var words))
            throw new JobRefusedException(words);
        using (table)
        {
            var mapping = FileShape.Find(batch.Shape).Map(catalogue, table.Header, ImportDesk.Saved(batch));
            var (plan, refusal) = ImportPlan.Of(mapping, table.Header, fields, batch.Year);
            if (plan is null)
                throw new JobRefusedException(refusal!);
            var act = new Act(batch.By, "导入", batch.FileName, Batch: batch.Id);
            var outcome = await run.RunAsync(db, table, plan, act, batch.Division, rows => job.Report(Percent(stream), $"已处理 {rows:N0} 行"), job.Cancelled);
            await FinishAsync(db, id, table.Header, outcome, job.Cancelled);
            return new JobResult(outcome.Counts.Words, $"/households/import/{id}");
        }
    });

    private static int Percent(Stream stream) => stream.Length == 0 ? 0 : (int)Math.Min(99, stream.Position * 99 / stream.Length);

    private async Task FinishAsync(XianjieDb db, Guid id, TableHeader header, ImportOutcome outcome, CancellationToken ct)
    {
        var batch = await db.Set<ImportBatch>().SingleAsync(b => b.Id == id, ct);
        (batch.State, batch.Counts, batch.FinishedAt) = (ImportState.Done, JsonSerializer.Serialize(outcome.Counts, ChangeJson.Options), time.GetUtcNow());
        if (outcome.Refused.Count > 0)
            batch.ErrorFileId = await files.ErrorsAsync(db, batch, header, outcome.Refused, ct);
        if (outcome.Doubts.Count > 0)
            batch.DoubtFileId = await files.DoubtsAsync(db, batch, outcome.Doubts, ct);
        await db.SaveChangesAsync(ct);
    }
}
