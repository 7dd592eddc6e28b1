using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Letters.Import;

/// <summary>A table of letters between its upload and its import: kept encrypted for a day for whoever uploaded it, and read as often as its columns are changed.</summary>
internal sealed class LetterUploads(XianjieDb db, WriteGate gate, FileStore files, LetterBatch batch, Places places, CurrentUser user, Clock clock)
{
    private const string Purpose = "letters-import", Kind = "来件";
    private const long Limit = 20L << 20;

    private string Me => user.Acts(string.Empty).By;

    /// <summary>Keeps a file that can be read as a table; words where it can't.</summary>
    public async Task<Result<Guid, string>> KeepAsync(Stream content, string name, CancellationToken ct)
    {
        if (await files.SaveAsync(content, name, "application/octet-stream", Me, user.Area, Purpose, Limit, ct) is not { } file)
            return $"文件超过 {Limit >> 20} MB，请拆分后再导入。";
        if (!(await ReadAsync(file, null, ct)).TryGet(out _, out var refusal))
        {
            files.Delete(file.Id);
            return refusal + "。";
        }
        using var turn = await gate.EnterAsync(ct);
        db.Add(file.Until(clock.Now.AddDays(1)));
        await db.SaveChangesAsync(ct);
        return file.Id;
    }

    /// <summary>An upload of this user that has not been imported yet.</summary>
    public async Task<StoredFile?> FindAsync(Guid id, CancellationToken ct)
    {
        var (me, now) = (Me, clock.Now);
        return await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.Purpose == Purpose && f.By == me && f.ExpiresAt > now, ct);
    }

    public async Task<Result<ReadBatch, string>> ReadAsync(StoredFile file, IReadOnlyDictionary<string, string>? chosen, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await using (var stored = files.Open(file.Id))
            await stored.CopyToAsync(content, ct);
        content.Position = 0;
        return batch.Read(content, file.Name, chosen, clock.Today, new VillageNames(places, user.Area).Find);
    }

    /// <summary>The columns as they were confirmed last; a file with the same headers need not be mapped again.</summary>
    public async Task<Dictionary<string, string>?> RememberedAsync(CancellationToken ct) =>
        await MappingAsync(ct) is { } kept ? JsonSerializer.Deserialize<Dictionary<string, string>>(kept.Columns) : null;

    /// <summary>The file is imported: it can't be a second time, and its columns are remembered. The caller saves.</summary>
    public async Task TakenAsync(Guid id, ReadBatch read, CancellationToken ct)
    {
        await db.Set<StoredFile>().Where(f => f.Id == id).ExecuteDeleteAsync(ct);
        var columns = JsonSerializer.Serialize(read.Mapping.ToSaved(), ChangeJson.Options);
        if (await MappingAsync(ct) is { } kept)
            (kept.Columns, kept.By, kept.At) = (columns, Me, clock.Now);
        else
            db.Add(new FeedMapping { Feed = Kind, Division = user.Division, Columns = columns, By = Me, At = clock.Now });
    }

    public void Delete(Guid id) => files.Delete(id);

    private Task<FeedMapping?> MappingAsync(CancellationToken ct) => db.Set<FeedMapping>().FirstOrDefaultAsync(m => m.Division == user.Division && m.Feed == Kind, ct);
}
