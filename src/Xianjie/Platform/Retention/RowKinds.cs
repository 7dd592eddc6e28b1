using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Reveals;

namespace Xianjie.Platform.Retention;

/// <summary>Purposes under which full values were seen; the looks themselves stay in the audit journal.</summary>
internal sealed class RetainedReveals : IRetained
{
    public string Kind => "查看原文授权";

    public Task<List<Guid>> DueAsync(XianjieDb db, DateTimeOffset before, long from, long below, int most, CancellationToken ct) =>
        db.Set<RevealGrant>().Where(g => g.Until < before && g.Division >= from && g.Division < below).OrderBy(g => g.Id).Select(g => g.Id).Take(most).ToListAsync(ct);

    public Task DeleteAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => db.Set<RevealGrant>().Where(g => ids.Contains(g.Id)).ExecuteDeleteAsync(ct);

    public Task<int> LeftAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => db.Set<RevealGrant>().CountAsync(g => ids.Contains(g.Id), ct);
}

/// <summary>Prints of exported rows; who exported what and why stays on record.</summary>
internal sealed class RetainedPrints : IRetained
{
    public string Kind => "导出行指纹";

    public Task<List<Guid>> DueAsync(XianjieDb db, DateTimeOffset before, long from, long below, int most, CancellationToken ct) =>
        Kept(db).Where(r => r.At < before && r.Division >= from && r.Division < below).OrderBy(r => r.Id).Select(r => r.Id).Take(most).ToListAsync(ct);

    public Task DeleteAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => db.Set<ExportRecord>().Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(s => s.SetProperty(r => r.Prints, None), ct);

    public Task<int> LeftAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => Kept(db).CountAsync(r => ids.Contains(r.Id), ct);

    private static readonly byte[] None = [];

    private static IQueryable<ExportRecord> Kept(XianjieDb db) => db.Set<ExportRecord>().Where(r => r.Prints != None);
}

/// <summary>Jobs that ended: their orders may hold conditions of searches.</summary>
internal sealed class RetainedJobs : IRetained
{
    public string Kind => "已结束的后台任务";

    public Task<List<Guid>> DueAsync(XianjieDb db, DateTimeOffset before, long from, long below, int most, CancellationToken ct) =>
        db.Set<Job>().Where(j => j.FinishedAt != null && j.FinishedAt < before && j.Division >= from && j.Division < below).OrderBy(j => j.Id).Select(j => j.Id).Take(most).ToListAsync(ct);

    public Task DeleteAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => db.Set<Job>().Where(j => ids.Contains(j.Id)).ExecuteDeleteAsync(ct);

    public Task<int> LeftAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) => db.Set<Job>().CountAsync(j => ids.Contains(j.Id), ct);
}
