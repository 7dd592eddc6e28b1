using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Registry.Export;

internal sealed record ExportPayload(ExportChoice Choice, long Division, Guid Record);

/// <summary>A large export: the file comes to 下载中心 and stays there for some days.</summary>
internal sealed class ExportJob(Database database, HouseholdSheet sheet, FileStore store, Seal seal, ShippedParameters shipped, Clock clock, TimeProvider time) : IJobHandler
{
    public const string JobKind = "registry-export";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun job)
    {
        var (choice, division, id) = job.Payload<ExportPayload>();
        await using var reader = database.Open(Scope.Of(division), time);
        var (record, mark) = await ExportDesk.ResumeAsync(reader, seal, id, job.Cancelled);
        await using var output = new StoredOutput(store, record.FileName, TableFile.TypeOf(choice.Csv), job.Job.CreatedBy, division, "export", job.Cancelled);
        var rows = await sheet.WriteAsync(output.Stream, reader, choice, n => job.Report(50, $"已写 {n:N0} 行"), job.Cancelled, mark);
        var file = await output.FinishAsync();
        await job.CompleteAsync(db => ExportDesk.KeepAsync(db, shipped, id, mark, file, rows, clock, job.Cancelled));
    }
}
