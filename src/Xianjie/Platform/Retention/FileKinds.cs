using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;

namespace Xianjie.Platform.Retention;

/// <summary>Stored files of some purposes: what was uploaded to be read once, and what was made of it. Their rows and their bytes go.</summary>
internal sealed class RetainedFiles(string kind, string[] purposes, FileStore store) : IRetained
{
    public string Kind => kind;

    public Task<List<Guid>> DueAsync(XianjieDb db, DateTimeOffset before, long from, long below, int most, CancellationToken ct) =>
        db.Set<StoredFile>().Where(f => purposes.Contains(f.Purpose) && f.At < before && f.Division >= from && f.Division < below).OrderBy(f => f.Id).Select(f => f.Id).Take(most).ToListAsync(ct);

    public async Task DeleteAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        foreach (var id in ids.Where(store.Exists))
            store.Delete(id);
        await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).ExecuteDeleteAsync(ct);
    }

    public async Task<int> LeftAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct) =>
        await db.Set<StoredFile>().CountAsync(f => ids.Contains(f.Id), ct) + ids.Count(store.Exists);
}
