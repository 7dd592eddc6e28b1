using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Registry.Import;

/// <summary>Takes a file from disk into the registry, as the command line and the demo do: one transaction, one batch in the history.</summary>
internal sealed class DiskImport(Database database, ImportRun run, Catalogue catalogue, RegistryFields fields, WriteGate gate, TimeProvider time)
{
    public const string By = "命令行";

    /// <param name="path">CSV, XLSX or XLS.</param>
    /// <param name="shape">What it holds; guessed where null.</param>
    /// <param name="year">Year of the incomes where the file has no column for it.</param>
    /// <param name="rowsDone">Told after every batch of rows.</param>
    /// <returns>The outcome with the header, or why the file can't be taken.</returns>
    public async Task<Result<(ImportOutcome Outcome, TableHeader Header), string>> RunAsync(string path, FileShape? shape, int? year, Action<int>? rowsDone, CancellationToken ct)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18);
        if (!TableReader.Open(stream, Path.GetFileName(path), TableLimits.Default with { FileBytes = 4L << 30 }).TryGet(out var table, out var words))
            return words;
        using (table)
        {
            shape ??= FileShape.Guess(catalogue, table.Header);
            var (plan, refusal) = ImportPlan.Of(shape.Map(catalogue, table.Header), table.Header, fields, year);
            if (plan is null)
                return refusal!;
            return (await WriteAsync(path, shape, table, plan, rowsDone, ct), table.Header);
        }
    }

    private async Task<ImportOutcome> WriteAsync(string path, FileShape shape, TableSource table, ImportPlan plan, Action<int>? rowsDone, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = database.Open(Scope.All(), time);
        await db.Database.OpenConnectionAsync(ct);
        using var journal = new LoadJournal(db.Database.GetDbConnection());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var batch = new ImportBatch { FileName = Path.GetFileName(path), Division = await AreaAsync(db, ct), By = By, At = time.GetUtcNow(), Shape = shape.Key, State = ImportState.Done };
        var outcome = await run.RunAsync(db, table, plan, new Act(By, "导入", batch.FileName, Batch: batch.Id), 0, rowsDone, ct);
        (batch.Counts, batch.FinishedAt) = (JsonSerializer.Serialize(outcome.Counts, ChangeJson.Options), time.GetUtcNow());
        db.Add(batch);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>The county, where there is one, so that its people see the batch in their history.</summary>
    private static async Task<long> AreaAsync(XianjieDb db, CancellationToken ct)
    {
        var counties = await db.Set<Division>().Where(d => d.Level == DivisionLevel.County).Select(d => d.Code).Take(2).ToListAsync(ct);
        return counties.Count == 1 ? counties[0] : 0;
    }
}
