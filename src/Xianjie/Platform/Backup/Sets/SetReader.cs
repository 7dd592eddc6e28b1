using Microsoft.Data.Sqlite;
using Npgsql;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Backup.Sets;

/// <param name="At">The state that was restored.</param>
/// <param name="Counts">Rows by table where the parts tell (PostgreSQL).</param>
internal sealed record SetSeen(string Set, DateTimeOffset At, int Parts, long Items, int Files, IReadOnlyDictionary<string, long> Counts);

/// <summary>Reads a set to its end or to a point in time: only checking, or into an empty place.</summary>
internal sealed class SetReader(Seal seal)
{
    /// <summary>The newest set of the place that was begun by then, and its parts up to then.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static (BackupSet Set, IReadOnlyList<PartLine> Parts) Choose(string place, DateTimeOffset? until)
    {
        var sets = BackupSet.In(place);
        if (sets.Count == 0)
            throw new InvalidDataException($"{place} 里没有备份组。");
        var set = sets.LastOrDefault(s => until is null || s.Parts[0].At <= until)
            ?? throw new InvalidDataException($"没有这个时间之前的备份：最早的是 {sets[0].Parts[0].At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}。");
        return (set, [.. set.Parts.Where(p => until is null || p.At <= until)]);
    }

    /// <summary>Every block of every part, in order.</summary>
    /// <exception cref="InvalidDataException">Names the first part that is missing or does not hold.</exception>
    public SetSeen Check(BackupSet set, IReadOnlyList<PartLine> parts, Action<int, string>? progress = null) => Walk(set, parts, null, null, null, progress);

    public SetSeen Restore(BackupSet set, IReadOnlyList<PartLine> parts, Settings target, Database database, Action<int, string>? progress = null)
    {
        using (var first = PartReader.Open(set, parts[0], null, seal))
        {
            if (first.Header.Kind == PartKind.Rows != database.IsPostgres)
                throw new InvalidDataException(database.IsPostgres
                    ? "这组备份来自 SQLite，只能恢复到 SQLite。要换数据库，请先恢复到 SQLite，再用 backup 文件 / restore 文件 转过去。"
                    : "这组备份来自 PostgreSQL，只能恢复到 PostgreSQL。要换数据库，请先恢复，再用 backup 文件 / restore 文件 转过去。");
        }
        return database.IsPostgres ? RestoreRows(set, parts, target, database, progress) : RestorePages(set, parts, target, database, progress);
    }

    private SetSeen RestorePages(BackupSet set, IReadOnlyList<PartLine> parts, Settings target, Database database, Action<int, string>? progress)
    {
        var path = Path.GetFullPath(database.Connection);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SetSeen seen;
        using (var file = new FileStream(path + ".restoring", FileMode.Create, FileAccess.ReadWrite))
        {
            seen = Walk(set, parts, target, file, null, progress);
            file.Flush(flushToDisk: true);
        }
        database.CloseIdle();
        foreach (var old in (string[])[path, path + "-wal", path + "-shm"])
            File.Delete(old);
        File.Move(path + ".restoring", path);
        return seen;
    }

    private SetSeen RestoreRows(BackupSet set, IReadOnlyList<PartLine> parts, Settings target, Database database, Action<int, string>? progress)
    {
        using var connection = PostgresRows.Open(database);
        using var transaction = connection.BeginTransaction();
        var indexes = new List<string>();
        using (var command = new NpgsqlCommand("SELECT pg_get_indexdef(i.indexrelid), i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisunique", connection))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
                indexes.Add($"{rows.GetString(1)}\t{rows.GetString(0)}");
        }
        indexes.ForEach(i => PostgresTable.Run(connection, $"DROP INDEX {i.Split('\t')[0]}"));
        var seen = Walk(set, parts, target, null, connection, progress);
        progress?.Invoke(90, "重建索引");
        indexes.ForEach(i => PostgresTable.Run(connection, i.Split('\t')[1]));
        transaction.Commit();
        PostgresTable.Run(connection, "ANALYZE");
        return seen;
    }

    private SetSeen Walk(BackupSet set, IReadOnlyList<PartLine> parts, Settings? target, FileStream? file, NpgsqlConnection? connection, Action<int, string>? progress)
    {
        PartHeader? before = null;
        var (items, files, counts) = (0L, 0, new SortedDictionary<string, long>(StringComparer.Ordinal));
        var tables = connection is null ? [] : PostgresTable.Of(connection);
        for (var i = 0; i < parts.Count; i++)
        {
            progress?.Invoke(5 + (80 * i / parts.Count), $"读第 {i + 1} 份，共 {parts.Count} 份");
            if (parts[i].Number != i)
                throw new InvalidDataException($"备份组 {set.Name} 的清单缺第 {i} 份。");
            using var part = PartReader.Open(set, parts[i], before, seal);
            try
            {
                for (var tag = part.In.ReadString(); tag != "end"; tag = part.In.ReadString())
                {
                    if (tag == "pages")
                        SqlitePages.Read(part.In, file);
                    else if (tag == "rows")
                        PostgresRows.Read(part.In, connection, tables, i == 0, counts);
                    else if (tag == PostgresRows.Count)
                        PostgresRows.ReadCount(part.In, counts);
                    else if (!SetFiles.Read(tag, part.In, target))
                        throw new InvalidDataException($"{PartReader.Name(set, parts[i])}的内容无法识别。");
                }
            }
            catch (Exception broken) when (broken is EndOfStreamException or System.Security.Cryptography.CryptographicException)
            {
                throw new InvalidDataException($"{PartReader.Name(set, parts[i])}读不完整或与密钥不符。", broken);
            }
            (before, items, files) = (part.Header, items + parts[i].Items, files + parts[i].Files);
        }
        counts.Remove(PostgresTable.Tombs);
        return new SetSeen(set.Name, parts[^1].At, parts.Count, items, files, counts);
    }
}
