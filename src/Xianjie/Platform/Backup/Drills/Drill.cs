using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Backup.Drills;

/// <summary>Restores the newest set into a scratch place and looks whether it is whole: the database's own checks, counts, audit chain, a sample of files.</summary>
internal sealed class Drill(Settings settings, Seal seal, TimeProvider time)
{
    private const int Sample = 20;

    public async Task<BackupDrill> RunAsync(string place, Action<int, string>? progress, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        Scratch.Sweep(settings);
        var (part, restored, rows, started) = (string.Empty, TimeSpan.Zero, 0L, time.GetTimestamp());
        try
        {
            var (set, parts) = SetReader.Choose(place, null);
            part = $"{set.Name}/{parts[^1].Number}";
            using var scratch = new Scratch(settings);
            if (scratch.Database.IsPostgres)
                Migrator.Migrate(scratch.Database);
            var seen = await Task.Run(() => new SetReader(seal).Restore(set, parts, scratch.Settings, scratch.Database, progress), ct);
            restored = time.GetElapsedTime(started);
            progress?.Invoke(90, "核对恢复出来的数据");
            (rows, var files, var problem) = await CheckAsync(scratch, seen, ct);
            var words = problem ?? $"恢复到 {seen.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss} 的状态：{rows:N0} 行、{seen.Files:N0} 个文件齐全，数据库自检、外键、审计链都完好，抽查 {files} 个文件能打开。";
            return Report(problem is null, words);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or System.Security.Cryptography.CryptographicException or System.Data.Common.DbException or SchemaMismatchException)
        {
            return Report(false, error is SchemaMismatchException ? error.Message : BackupWords.Of(error));
        }

        BackupDrill Report(bool good, string words) => new()
        {
            At = at, Good = good, Part = part, RestoreSeconds = restored.TotalSeconds, CheckSeconds = (time.GetElapsedTime(started) - restored).TotalSeconds, Rows = rows, Words = words.Length <= 600 ? words : words[..600],
        };
    }

    private async Task<(long Rows, int Files, string? Problem)> CheckAsync(Scratch scratch, SetSeen seen, CancellationToken ct)
    {
        if (!scratch.Database.IsPostgres && Integrity(scratch.Database) is { } damaged)
            return (0, 0, damaged);
        var counts = Counts(scratch.Database);
        var rows = counts.Values.Sum();
        if (seen.Counts.FirstOrDefault(c => counts.GetValueOrDefault(c.Key) != c.Value) is { Key: not null } differs)
            return (rows, 0, $"表 {differs.Key} 备份时有 {differs.Value:N0} 行，恢复后是 {counts.GetValueOrDefault(differs.Key):N0} 行。");
        await using var db = scratch.Database.Open(Scope.All(), time);
        if (!await db.Set<User>().AnyAsync(ct))
            return (rows, 0, "恢复出来的数据库里没有账号。");
        var verdict = await new AuditCheck(new Anchors(scratch.Settings, Path.Combine(scratch.Settings.DataFolder, SetFiles.Anchors))).RunAsync(db, null, ct);
        if (!verdict.IsWhole)
            return (rows, 0, $"审计链核验不过：{verdict.Words}");
        return await FilesAsync(db, scratch.Settings, ct) is var (files, lost) && lost is null ? (rows, files, null) : (rows, files, lost);
    }

    private async Task<(int Files, string? Problem)> FilesAsync(XianjieDb db, Settings place, CancellationToken ct)
    {
        var stored = await db.Set<StoredFile>().AsNoTracking().OrderByDescending(f => f.Id).Take(Sample * 50).Select(f => new { f.Id, f.Hash }).ToListAsync(ct);
        var store = new FileStore(place.FileFolder, seal, time);
        var count = 0;
        foreach (var file in stored.Where((_, i) => i % Math.Max(1, stored.Count / Sample) == 0))
        {
            if (!store.Exists(file.Id))
                return (count, $"文件 {file.Id:N} 在数据库里有记录，备份里没有内容。");
            await using var content = store.Open(file.Id);
            if (Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content, ct)) != file.Hash)
                return (count, $"文件 {file.Id:N} 的内容与登记的散列不符。");
            count++;
        }
        return (count, null);
    }

    private static string? Integrity(Database database)
    {
        var said = Texts(database, "PRAGMA integrity_check");
        if (said is not ["ok"])
            return $"数据库自检不过：{string.Join('；', said.Take(3))}";
        return Texts(database, "SELECT \"table\" || '→' || parent FROM pragma_foreign_key_check") is { Count: > 0 } broken ? $"外键检查不过：{broken[0]} 等 {broken.Count} 处" : null;
    }

    private static Dictionary<string, long> Counts(Database database)
    {
        var tables = Texts(database, database.IsPostgres
            ? "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        return tables.ToDictionary(t => t, t => long.Parse(Texts(database, $"SELECT CAST(count(*) AS text) FROM \"{t}\"")[0], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private static List<string> Texts(Database database, string sql)
    {
        using var connection = database.OpenRaw();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // table names come from the database's own catalogue
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
            found.Add(rows.GetString(0));
        return found;
    }
}
