using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>Takes files of departments in: from the upload page, from the command line, from the demo.</summary>
internal sealed class FeedIntake(JobBoard board, WriteGate gate, FileStore files, Clock clock)
{
    public const long Limit = 500L << 20;

    /// <summary>Stores the file and writes the delivery down, to be mapped next; refuses what is too large, empty or there already.</summary>
    public async Task<Result<Delivery, string>> StoreAsync(Stream body, string name, string type, FactTable feed, long county, Act act, CancellationToken ct)
    {
        var file = await files.SaveAsync(body, name, type, act.By, county, "delivery", Limit, ct);
        if (file is null)
            return "文件超过 500 MB，请按月份拆分后上传。";
        var delivery = new Delivery
        {
            Id = file.Id, Feed = feed.Name, Department = feed.Department, Division = county, FileId = file.Id, FileName = file.Name, Size = file.Size, Hash = file.Hash,
            By = act.By, At = clock.Now,
        };
        var refusal = file.Size == 0 ? "文件是空的，请检查后重新上传。" : await SaveAsync(file, delivery, act, ct);
        if (refusal is null)
            return delivery;
        files.Delete(file.Id);
        return refusal;
    }

    private async Task<string?> SaveAsync(StoredFile file, Delivery delivery, Act act, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        if (await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(d => d.Division == delivery.Division && d.Feed == delivery.Feed && d.CountingHash == delivery.Hash, ct) is { } twin)
            return $"这份文件已于 {Clock.Local(twin.At):yyyy-MM-dd HH:mm} 由 {twin.By} 送过（{twin.FileName}），内容完全相同，没有重复收下。要重送请先撤回那一次。";
        delivery.Receive();
        db.AddRange(file, delivery);
        db.Act = act;
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException error) when (Database.IsDuplicate(error))
        {
            return "这份文件刚刚已有人送过，没有重复收下。";
        }
    }

    /// <summary>Stores the file and, where every required column can be guessed, puts the job that reads it on the board.</summary>
    /// <param name="today">Later days are refused as lying in the future.</param>
    public async Task<Result<Delivery, string>> SendAsync(Stream body, string name, FactTable feed, long county, Act act, DateOnly today, CancellationToken ct)
    {
        if (!(await StoreAsync(body, name, "text/csv", feed, county, act, ct)).TryGet(out var stored, out var refusal))
            return refusal;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var saved = await db.Set<FeedMapping>().AsNoTracking().FirstOrDefaultAsync(m => m.Division == county && m.Feed == feed.Name, ct);
        if (!Guess(stored, feed, saved?.Columns).TryGet(out var map, out refusal))
            return refusal;
        var delivery = await db.Set<Delivery>().SingleAsync(d => d.Id == stored.Id, ct);
        var job = board.Draft(ReadDelivery.JobKind, $"读取{feed.Name}：{name}", new ReadDelivery.Payload(delivery.Id, today), county, act.By);
        delivery.Send(JsonSerializer.Serialize(map, ChangeJson.Options), job.Id);
        db.Add(job);
        db.Act = act;
        await db.SaveChangesAsync(ct);
        return delivery;
    }

    private Result<Dictionary<string, string>, string> Guess(Delivery delivery, FactTable feed, string? saved)
    {
        using var content = files.Open(delivery.FileId);
        if (!TableReader.Open(content, delivery.FileName, ReadDelivery.Limits).TryGet(out var table, out var refusal))
            return refusal;
        using (table)
        {
            var map = HeaderGuess.Guess(feed, table.Header, saved);
            var missing = HeaderGuess.Missing(feed, map);
            return missing.Count == 0 ? map : $"{delivery.FileName}：认不出必填的列 {string.Join('、', missing.Select(c => c.Name))}；请在网页上核对列名后再读取。";
        }
    }
}
