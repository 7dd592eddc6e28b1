using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Registry.Export;

internal sealed record ExportPayload(ExportChoice Choice, long Division);

/// <summary>A large export: the file comes to 下载中心 and stays there for a week.</summary>
internal sealed class ExportJob(Database database, HouseholdSheet sheet, FileStore store, Clock clock, TimeProvider time) : IJobHandler
{
    public const string JobKind = "registry-export";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun job)
    {
        var (choice, division) = job.Payload<ExportPayload>();
        var name = sheet.FileName(choice, division, clock.Today);
        await using var output = new StoredOutput(store, name, TableFile.TypeOf(choice.Csv), job.Job.CreatedBy, division, "export", job.Cancelled);
        int rows;
        await using (var db = database.Open(Scope.Of(division), time))
            rows = await sheet.WriteAsync(output.Stream, db, choice, n => job.Report(50, $"已写 {n:N0} 行"), job.Cancelled);
        var file = await output.FinishAsync();
        await job.CompleteAsync(async db =>
        {
            db.Add(file.Until(file.At.AddDays(7)));
            await db.SaveChangesAsync(job.Cancelled);
            return new JobResult($"已导出 {rows:N0} 行，文件在下载中心保留 7 天。", $"/downloads/{file.Id}");
        });
    }
}
