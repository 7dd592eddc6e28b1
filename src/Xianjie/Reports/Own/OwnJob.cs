using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Files;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Reports.Own;

internal sealed record OwnOrder(Guid Report, int Period);

/// <summary>Draws up a report that comes by itself, as its owner and with what the owner may see on that day; the file lies in 下载中心, and the inbox says so.</summary>
internal sealed class OwnJob(XianjieDb reading, Scope scope, CurrentUser user, RoleBook roles, OwnDesk desk, Sources.SourceBook sources, OwnSheet sheet, ExportDesk exports, FileStore store, ShippedParameters shipped, WriteGate gate, Clock clock) : IJobHandler
{
    public const string JobKind = "own-report", WorkKind = "定时报表";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var (order, ct) = (run.Payload<OwnOrder>(), run.Cancelled);
        scope.Narrow(run.Job.Division);
        var report = await reading.Set<OwnReport>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == order.Report, ct) ?? throw new JobRefusedException("这个报表已经删除。");
        await BecomeAsync(report, ct);
        var query = OwnQuery.Of(report.Query);
        // What comes with a new month tells of the month that has ended
        if (report.Every == Every.每月 && await sources.FindAsync(query.Source, ct) is { } source && desk.Spans(source.Shape) is { Count: > 1 } spans)
            query = query with { Period = spans[1].Number };
        var (result, refusal) = await desk.RunAsync(query, ct);
        if (result is null)
            throw new JobRefusedException(refusal!);
        var rows = result.Query.IsList ? result.Ids.Count : result.Lines.Count;
        if (rows > await exports.MostAsync(ct))
            throw new JobRefusedException($"“{report.Title}”有 {rows:N0} 行，超过一个人可以导出的行数。请收窄条件，或打开报表导出并请同事复核。");
        // one job for each report and day it is due: taken up again after a crash it goes on with the number that it took
        ExportRecord record;
        ExportMark mark;
        using (await gate.EnterAsync(ct))
            (record, mark) = await exports.BeginAsync(new(report.Title, $"{report.Title}-{order.Period}.xlsx", report.Purpose ?? "日常工作核对", false, user.Area, nameof(OwnReport), $"定时 {order.Period}", run.Job.Id), ct);
        var content = new MemoryStream();
        if (result.Query.IsList)
            await TableFile.WriteAsync(content, report.Title, sheet.Columns(result), OwnSheet.RowsAsync(result, ct), false, n => run.Report(50, $"已写 {n:N0} 行"), ct, mark);
        else
            await TableFile.WriteAsync(content, report.Title, OwnSheet.Groups(result).Columns, OwnSheet.Groups(result).Lines.ToAsyncEnumerable(), false, null, ct, mark);
        content.Position = 0;
        var file = await store.SaveAsync(content, record.FileName, TableFile.XlsxType, run.Job.CreatedBy, user.Division, StoredFile.Export, long.MaxValue - 1, ct) ?? throw new InvalidOperationException("A file without limit was refused.");
        await run.CompleteAsync(async db =>
        {
            db.Act = new Act(run.Job.CreatedBy, WorkKind);
            db.Add(new WorkItem
            {
                Kind = WorkKind, Title = $"定时报表“{report.Title}”已生成（{rows:N0} 行）", Link = $"/reports/own/{report.Id}", Subject = report.Id, Division = user.Division, Role = user.Role.Office, Department = user.Department, Assignee = user.Id,
                CreatedBy = "系统", CreatedAt = clock.Now, Due = clock.Today.AddDays(7),
            });
            var done = await ExportDesk.KeepAsync(db, shipped, record.Id, mark, file, rows, clock, ct);
            return done with { Link = $"/reports/own/{report.Id}" };
        });
    }

    /// <summary>The owner as they are today: an account that was closed gets nothing, one that moved sees its new place.</summary>
    private async Task BecomeAsync(OwnReport report, CancellationToken ct)
    {
        var owner = await reading.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == report.OwnerId, ct);
        if (owner is null || owner.Disabled)
            throw new JobRefusedException($"“{report.Title}”的账号已经停用，没有生成。");
        user.Become(CurrentUser.Principal(owner));
        user.Hold(await roles.FindAsync(owner.Role, owner.Division, ct));
        scope.Narrow(owner.Division);
    }
}
