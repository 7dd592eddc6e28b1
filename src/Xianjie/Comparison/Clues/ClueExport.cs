using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Comparison.Clues;

internal sealed record ClueExportOrder(ClueFilter Filter, bool Csv, long Area);

/// <summary>Exports what the clue list shows, at once or, when it is long, by a job; who exported what is recorded.</summary>
[Requires(Permissions.HouseholdsExport)]
internal sealed class ExportPage(XianjieDb db, ClueSheet sheet, JobBoard board, CurrentUser user, Clock clock) : PageModel
{
    public const int AtOnce = 5000;

    [BindProperty(SupportsGet = true, Name = "")]
    public ClueFilter Filter { get; set; } = new();
    public int Total { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => Total = await ClueSheet.Rows(db, Filter, clock.Today).CountAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? format, CancellationToken ct)
    {
        var (order, act) = (new ClueExportOrder(Filter, format == "csv", user.Area), user.Acts("导出线索", evidence: Request.QueryString.Value));
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Evidence = act.Evidence, Object = nameof(Clue), ObjectId = user.Id, Division = user.Area });
        var rows = ClueSheet.Rows(db, Filter, clock.Today);
        var name = sheet.FileName(user.Area, clock.Today, order.Csv);
        if (await rows.Take(AtOnce + 1).CountAsync(ct) > AtOnce)
        {
            var job = board.Draft(ClueExportJob.JobKind, name, order, user.Area, act.By);
            db.Add(job);
            await db.SaveChangesAsync(ct);
            return new SeeOtherResult($"/jobs/{job.Id}");
        }
        await db.SaveChangesAsync(ct);
        var content = new MemoryStream();
        await sheet.WriteAsync(content, rows, order.Csv, null, ct);
        content.Position = 0;
        Response.Headers.CacheControl = "no-store";
        return File(content, TableFile.TypeOf(order.Csv), name);
    }
}

/// <summary>A long export; the file comes to 下载中心 and stays there for a week.</summary>
internal sealed class ClueExportJob(Database database, ClueSheet sheet, FileStore store, Clock clock, TimeProvider time) : IJobHandler
{
    public const string JobKind = "clue-export";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var order = run.Payload<ClueExportOrder>();
        await using var output = new StoredOutput(store, sheet.FileName(order.Area, clock.Today, order.Csv), TableFile.TypeOf(order.Csv), run.Job.CreatedBy, order.Area, "export", run.Cancelled);
        int rows;
        await using (var db = database.Open(Scope.Of(order.Area), time))
            rows = await sheet.WriteAsync(output.Stream, ClueSheet.Rows(db, order.Filter, clock.Today), order.Csv, n => run.Report(50, $"已写 {n:N0} 行"), run.Cancelled);
        var file = await output.FinishAsync();
        await run.CompleteAsync(async db =>
        {
            db.Add(file.Until(file.At.AddDays(7)));
            await db.SaveChangesAsync(run.Cancelled);
            return new JobResult($"已导出 {rows:N0} 条线索，文件在下载中心保留 7 天。", $"/downloads/{file.Id}");
        });
    }
}
