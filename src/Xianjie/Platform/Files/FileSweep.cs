using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Jobs;

namespace Xianjie.Platform.Files;

/// <summary>Removes files whose time has ended: exports, error sheets, photos of forms that were never sent. Asked every minute; an hour apart is enough.</summary>
internal sealed class FileSweep(JobBoard board, WriteGate gate, FileStore store, TimeProvider time) : IDueWork
{
    private const int Chunk = 200;
    private DateTimeOffset next;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now < next)
            return 0;
        while (await SweepAsync(now, ct) == Chunk)
        {
        }
        next = now.AddHours(1);
        return 0;
    }

    /// <summary>The bytes go first: a row without bytes is found again by the next sweep, bytes without a row by nobody.</summary>
    private async Task<int> SweepAsync(DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var ended = await db.Set<StoredFile>().Where(f => f.ExpiresAt < now).OrderBy(f => f.ExpiresAt).Select(f => f.Id).Take(Chunk).ToListAsync(ct);
        foreach (var id in ended.Where(store.Exists))
            store.Delete(id);
        await db.Set<ExportRecord>().Where(r => r.FileId != null && ended.Contains(r.FileId.Value)).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ExportState.已删除).SetProperty(r => r.DeletedAt, now), ct);
        return await db.Set<StoredFile>().Where(f => ended.Contains(f.Id)).ExecuteDeleteAsync(ct);
    }
}
