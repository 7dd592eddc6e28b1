using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Registry.Import;

/// <summary>A file as the wizard shows it: columns, guesses, and the first rows as they are understood.</summary>
internal sealed record ImportPreview(TableHeader Header, ColumnMapping Mapping, ImportPlan? Plan, string? Refusal, IReadOnlyList<string> Notices, IReadOnlyList<RowDraft> Rows);

/// <summary>What the pages of the import wizard do: take a file in, show how it is understood, start and undo.</summary>
internal sealed class ImportDesk(XianjieDb db, FileStore store, Catalogue catalogue, RegistryFields fields, Seal seal, Clock clock, CurrentUser user, JobBoard board)
{
    private const int PreviewRows = 20;

    public string Me => user.Acts(string.Empty).By;

    /// <summary>Stores the upload and guesses what it is. The batch still has to be saved.</summary>
    public async Task<Result<ImportBatch, string>> ReceiveAsync(Stream content, string name, CancellationToken ct)
    {
        var file = await store.SaveAsync(content, name, "application/octet-stream", Me, user.Division, "import", TableLimits.Default.FileBytes, ct);
        if (file is null)
            return $"文件超过 {TableLimits.Default.FileBytes >> 20} MB 的上限，请拆分后再上传。";
        await using var stream = store.Open(file.Id);
        var opened = TableReader.Open(stream, file.Name, TableLimits.Default);
        if (!opened.TryGet(out var table, out var refusal))
        {
            store.Delete(file.Id);
            return refusal;
        }
        using (table)
        {
            var shape = FileShape.Guess(catalogue, table.Header);
            db.Add(file);
            var batch = new ImportBatch { FileId = file.Id, FileName = file.Name, Division = user.Division, By = Me, At = clock.Now, Shape = shape.Key };
            db.Add(batch);
            return batch;
        }
    }

    /// <summary>For a batch that could not be saved: its file would never be found again.</summary>
    public void Discard(ImportBatch batch)
    {
        if (batch.FileId is { } file)
            store.Delete(file);
    }

    public Result<ImportPreview, string> Preview(ImportBatch batch)
    {
        using var stream = store.Open(batch.FileId!.Value);
        var opened = TableReader.Open(stream, batch.FileName, TableLimits.Default);
        if (!opened.TryGet(out var table, out var words))
            return words;
        using (table)
        {
            var mapping = FileShape.Find(batch.Shape).Map(catalogue, table.Header, Saved(batch));
            var (plan, refusal) = ImportPlan.Of(mapping, table.Header, fields, batch.Year);
            var rows = new List<RowDraft>();
            if (plan is not null)
            {
                var reader = new RowReader(plan, fields, seal, clock.Today);
                rows.AddRange(table.Rows.Take(PreviewRows).Select(reader.Read));
            }
            List<string> notices = [.. table.Notices, .. mapping.Conflicts];
            if (table.Failure is { } failure)
                refusal = failure;
            return new ImportPreview(table.Header, mapping, plan, refusal, notices, rows);
        }
    }

    public static Dictionary<string, string>? Saved(ImportBatch batch) => batch.Mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(batch.Mapping);

    /// <summary>Hands the batch to a job.</summary>
    public void Start(ImportBatch batch)
    {
        var job = board.Draft(ImportJob.JobKind, $"导入 {batch.FileName}", new ImportPayload(batch.Id), batch.Division, Me);
        db.Add(job);
        (batch.State, batch.JobId) = (ImportState.Running, job.Id);
    }

    public void Undo(ImportBatch batch, string by)
    {
        var job = board.Draft(ImportUndoJob.JobKind, $"撤销导入 {batch.FileName}", new ImportPayload(batch.Id), batch.Division, by);
        db.Add(job);
        (batch.State, batch.JobId) = (ImportState.Undoing, job.Id);
    }

    /// <summary>Keeps the mapping under a name for the next file of this kind, replacing one of the same name.</summary>
    public async Task KeepAsync(ImportBatch batch, string name, CancellationToken ct)
    {
        var kept = await db.Set<ImportMapping>().SingleOrDefaultAsync(m => m.Division == user.Division && m.Name == name, ct);
        if (kept is null)
            db.Add(kept = new ImportMapping { Name = name, Division = user.Division, Shape = batch.Shape, Columns = batch.Mapping!, By = Me, At = clock.Now });
        (kept.Shape, kept.Columns, kept.By, kept.At) = (batch.Shape, batch.Mapping!, Me, clock.Now);
    }

    /// <summary>A job that ended without finishing its batch gives the batch back to the wizard.</summary>
    public async Task<Job?> JobAsync(ImportBatch batch, CancellationToken ct) =>
        batch.JobId is { } id ? await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, ct) : null;
}

internal sealed record ImportPayload(Guid Batch);
