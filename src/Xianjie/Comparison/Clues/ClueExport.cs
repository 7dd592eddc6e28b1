using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Clues;

internal sealed record ClueExportOrder(ClueFilter Filter, bool Csv, long Area, Guid Record);

/// <summary>Exports what the clue list shows, at once or, when it is long, by a job; who exported what is recorded.</summary>
[Requires(Permissions.HouseholdsExport)]
internal sealed class ExportPage(XianjieDb db, ClueSheet sheet, ExportDesk desk, JobBoard board, CurrentUser user, Clock clock) : PageModel
{
    public const int AtOnce = 5000;

    [BindProperty(SupportsGet = true, Name = "")]
    public ClueFilter Filter { get; set; } = new();
    public int Total { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => Total = await ClueSheet.Rows(db, Filter, clock.Today).CountAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? format, CancellationToken ct)
    {
        if (PurposeAsk.Of(Request) is not { } purpose)
            return PurposeAsk.Page(this, "线索");
        var csv = format == "csv";
        var (record, mark) = await desk.BeginAsync(new("线索", sheet.FileName(user.Area, clock.Today, csv), purpose, Revealed: false, user.Area, nameof(Clue), Request.QueryString.Value), ct);
        var rows = ClueSheet.Rows(db, Filter, clock.Today);
        if (await rows.CountAsync(ct) is > AtOnce and var all)
            return await desk.LaterAsync(this, record, all, board.Draft(ClueExportJob.JobKind, record.FileName, new ClueExportOrder(Filter, csv, user.Area, record.Id), user.Area, user.Acts(string.Empty).By), ct);
        var content = new MemoryStream();
        var written = await sheet.WriteAsync(content, rows, csv, null, ct, mark);
        return await desk.SendAsync(this, record, mark, content, written, TableFile.TypeOf(csv), ct);
    }
}

/// <summary>A long export; the file comes to 下载中心 and stays there for some days.</summary>
internal sealed class ClueExportJob(Database database, ClueSheet sheet, FileStore store, Seal seal, ShippedParameters shipped, Clock clock, TimeProvider time) : IJobHandler
{
    public const string JobKind = "clue-export";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var order = run.Payload<ClueExportOrder>();
        await using var reader = database.Open(Scope.Of(order.Area), time);
        var (record, mark) = await ExportDesk.ResumeAsync(reader, seal, order.Record, run.Cancelled);
        await using var output = new StoredOutput(store, record.FileName, TableFile.TypeOf(order.Csv), run.Job.CreatedBy, order.Area, "export", run.Cancelled);
        var rows = await sheet.WriteAsync(output.Stream, ClueSheet.Rows(reader, order.Filter, clock.Today), order.Csv, n => run.Report(50, $"已写 {n:N0} 行"), run.Cancelled, mark);
        var file = await output.FinishAsync();
        await run.CompleteAsync(db => ExportDesk.KeepAsync(db, shipped, order.Record, mark, file, rows, clock, run.Cancelled));
    }
}
