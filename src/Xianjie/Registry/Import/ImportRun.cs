using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;

namespace Xianjie.Registry.Import;

/// <summary>A doubt about a row that was taken in all the same. Row 0: about the household as a whole.</summary>
internal sealed record ImportDoubt(int Row, string Household, string Name, string Words);

/// <summary>What came of a file: counts, the rows refused, and the doubts.</summary>
internal sealed record ImportOutcome(ImportCounts Counts, IReadOnlyList<MappedRow> Refused, IReadOnlyList<ImportDoubt> Doubts);

/// <summary>
/// Takes a table into the registry inside the caller's transaction. Rows are parsed, checked and sealed on all cores in batches; one writer
/// takes the batches in file order, so that the outcome does not depend on the machine.
/// </summary>
internal sealed class ImportRun(RegistryFields fields, Seal seal, Clock clock)
{
    private const int BatchRows = 1000, BatchesAhead = 6, MostRefused = 100_000, MostDoubts = 50_000;

    /// <exception cref="JobRefusedException">The file is broken further down; nothing may be kept.</exception>
    public async Task<ImportOutcome> RunAsync(XianjieDb db, TableSource table, ImportPlan plan, Act act, long area, Action<int>? rowsDone, CancellationToken ct)
    {
        var counts = new ImportCounts();
        var keys = new RegistryKeys(db);
        await keys.StartAsync(ct);
        var setting = new ImportSetting(db, fields, plan, keys, await Villages.LoadAsync(db, area, ct), act, clock.Now, clock.Today, counts);
        var writer = new RegistryWriter(setting);
        var indexes = await LateIndexes.TakeOffAsync(db, await writer.EmptyAsync(ct), ct);
        var refused = new List<MappedRow>();
        var doubts = new List<ImportDoubt>();
        await foreach (var rows in ParsedAsync(table, plan, ct))
        {
            await writer.WriteAsync(rows, ct);
            Note(rows, plan, counts, refused, doubts);
            rowsDone?.Invoke(counts.Rows);
        }
        if (table.Failure is { } failure)
            throw new JobRefusedException($"{failure}。本次没有导入任何数据。");
        await indexes.BuildAsync(db, ct);
        await writer.FinishAsync(ct);
        doubts.AddRange(await HeadDoubts.FindAsync(db, keys, plan, ct));
        counts.Doubts = Math.Max(counts.Doubts, doubts.Count);
        return new ImportOutcome(counts, refused, doubts);
    }

    private async IAsyncEnumerable<RowDraft[]> ParsedAsync(TableSource table, ImportPlan plan, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var reader = new RowReader(plan, fields, seal, clock.Today);
        var channel = Channel.CreateBounded<Task<RowDraft[]>>(BatchesAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var producing = Task.Run(() => ProduceAsync(table, reader, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(ct))
                yield return await batch;
        }
        finally
        {
            await stop.CancelAsync();
            await producing;
        }
    }

    private static async Task ProduceAsync(TableSource table, RowReader reader, ChannelWriter<Task<RowDraft[]>> output, CancellationToken ct)
    {
        try
        {
            foreach (var rows in table.Rows.Chunk(BatchRows))
                await output.WriteAsync(Task.Run(() => Array.ConvertAll(rows, reader.Read), ct), ct);
            output.Complete();
        }
        catch (OperationCanceledException stopped)
        {
            output.TryComplete(stopped);
        }
    }

    private static void Note(RowDraft[] rows, ImportPlan plan, ImportCounts counts, List<MappedRow> refused, List<ImportDoubt> doubts)
    {
        foreach (var row in rows)
        {
            counts.Rows++;
            if (row.IsGood)
                counts.Good++;
            else
                counts.Bad++;
            if (!row.IsGood && refused.Count < MostRefused)
                refused.Add(new MappedRow(plan.Mapping.Target, row.Source, [], row.Errors));
            if (!row.IsGood)
                continue;
            counts.Doubts += row.Doubts.Count;
            if (doubts.Count < MostDoubts)
                doubts.AddRange(row.Doubts.Select(d => new ImportDoubt(row.Source.Number, row.HouseholdNo ?? string.Empty, row.PersonName ?? string.Empty, d)));
        }
    }
}
