using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Exports;

internal sealed record ReleaseOrder(Guid Record);

/// <summary>大批量导出: a file that is made already comes to who asked for it.</summary>
internal sealed class ReleaseExportAct(XianjieDb db, Clock clock) : DangerousAct<ReleaseOrder>
{
    public override string Key => "export.release";
    public override string Title => "大批量导出";
    public override string Permission => Permissions.SignedIn;
    public override string ConfirmPermission => Permissions.HouseholdsExport;

    protected override async Task<ActPreview> PreviewAsync(ReleaseOrder order, CancellationToken ct) => await BulkExportAct.PreviewAsync(db, order.Record, clock, ct);

    protected override async Task<ActDone> ExecuteAsync(ReleaseOrder order, ActRun run, CancellationToken ct)
    {
        var record = await db.Set<ExportRecord>().SingleAsync(r => r.Id == order.Record, ct);
        record.State = ExportState.可下载;
        await db.SaveChangesAsync(ct);
        await db.Set<StoredFile>().Where(f => f.Id == record.FileId).ExecuteUpdateAsync(s => s.SetProperty(f => f.Purpose, StoredFile.Export), ct);
        return new($"第 {record.Number} 份导出已放到申请人的下载中心。", "/downloads");
    }
}

internal sealed record BulkOrder(Guid Record, string Kind, string Title, string Payload, long Division);

/// <summary>大批量导出 by a job, which begins when a second person agrees.</summary>
internal sealed class BulkExportAct(XianjieDb db, Clock clock) : DangerousAct<BulkOrder>
{
    public override string Key => "export.bulk";
    public override string Title => "大批量导出";
    public override string Permission => Permissions.SignedIn;
    public override string ConfirmPermission => Permissions.HouseholdsExport;

    protected override async Task<ActPreview> PreviewAsync(BulkOrder order, CancellationToken ct) => await PreviewAsync(db, order.Record, clock, ct);

    public static async Task<ActPreview> PreviewAsync(XianjieDb db, Guid id, Clock clock, CancellationToken ct)
    {
        if (await db.Set<ExportRecord>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { State: ExportState.待复核 } record)
            return ActPreview.Refused("这份导出已不在您负责的地区，或已办结。");
        if (record.ExpiresAt < clock.Now)
            return ActPreview.Refused("这份导出已过保留时间，请重新导出。");
        return new($"导出{record.Title}，{record.Rows:N0} 行{(record.Revealed ? "，未遮盖" : string.Empty)}", record.Division, record.Rows,
            [$"文件：{record.FileName}", $"用途：{record.Purpose}", record.Revealed ? "含完整的证件号、电话、银行账号" : "证件号、电话、银行账号已遮盖"], $"{record.Number} {record.Rows} {record.Hash}");
    }

    protected override async Task<ActDone> ExecuteAsync(BulkOrder order, ActRun run, CancellationToken ct)
    {
        var record = await db.Set<ExportRecord>().SingleAsync(r => r.Id == order.Record, ct);
        record.State = ExportState.生成中;
        var job = new Job { Kind = order.Kind, Title = order.Title, Payload = order.Payload, Division = order.Division, CreatedBy = run.AskedBy, CreatedAt = clock.Now, NotBefore = clock.Now };
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new($"第 {record.Number} 份导出开始生成，完成后在申请人的下载中心。", $"/jobs/{job.Id}");
    }
}
