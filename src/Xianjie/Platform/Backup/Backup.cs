using System.Data;
using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Xianjie.Platform.Data.Database;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Backup;

/// <summary>What a backup holds.</summary>
internal sealed record BackupContents(string Version, DateTimeOffset At, IReadOnlyDictionary<string, long> Rows, int Files);

/// <summary>
/// A backup is one encrypted, compressed file: every table as seen in one snapshot, and every stored file. It is made while people
/// work, and restores into an empty database of either kind. The key file is not in it: without the key it opens to nobody.
/// </summary>
internal sealed class BackupService(Database database, Settings settings, Seal seal, TimeProvider time)
{
    private const string Mark = "xianjie-backup-1";

    public BackupContents Write(string path, string version, Action<string>? progress = null)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var at = time.GetUtcNow();
        var files = 0;
        using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            using (var sealing = new SealedWriter(file, seal))
            using (var zip = new GZipStream(sealing, CompressionLevel.Fastest))
            using (var writer = new BinaryWriter(zip, Encoding.UTF8))
            {
                writer.Write(Mark);
                writer.Write(version);
                writer.Write(at.UtcTicks);
                WriteTables(writer, counts, progress);
                files = WriteFiles(writer);
                writer.Write("end");
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".part", path, overwrite: true);
        return new BackupContents(version, at, counts, files);
    }

    private void WriteTables(BinaryWriter writer, SortedDictionary<string, long> counts, Action<string>? progress)
    {
        using var db = database.Open(Scope.All(), time);
        // One snapshot over all tables: a read transaction in WAL mode, repeatable read on PostgreSQL.
        using var snapshot = db.Database.BeginTransaction(database.IsPostgres ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable);
        foreach (var table in Table.Of(db))
        {
            progress?.Invoke(table.Name);
            writer.Write("table");
            writer.Write(table.Name);
            var columns = table.Columns.ToList();
            writer.Write(columns.Count);
            columns.ForEach(writer.Write);
            var count = 0L;
            foreach (var row in table.Rows(db))
            {
                writer.Write(true);
                foreach (var value in row)
                    RowFormat.Write(writer, value);
                count++;
            }
            writer.Write(false);
            counts[table.Name] = count;
        }
    }

    private int WriteFiles(BinaryWriter writer)
    {
        if (!Directory.Exists(settings.FileFolder))
            return 0;
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(settings.FileFolder, "*", SearchOption.AllDirectories).Where(p => Path.GetExtension(p).Length == 0))
        {
            using var content = File.OpenRead(path);
            writer.Write("file");
            writer.Write(Path.GetRelativePath(settings.FileFolder, path).Replace('\\', '/'));
            writer.Write(content.Length);
            content.CopyTo(writer.BaseStream);
            count++;
        }
        return count;
    }

    /// <summary>Reads a backup to its end, checking every block; restores it as it goes where <paramref name="restore"/> says so.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, cut, not a backup, or of another key.</exception>
    public BackupContents Read(string path, bool restore, Action<string>? progress = null)
    {
        using var file = File.OpenRead(path);
        using var opened = new OpenedFile(file, seal);
        using var zip = new GZipStream(opened, CompressionMode.Decompress);
        using var reader = new BinaryReader(zip, Encoding.UTF8);
        if (reader.ReadString() != Mark)
            throw new InvalidDataException("这不是衔接的备份文件。");
        var (version, at) = (reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
        using var db = database.Open(Scope.All(), time);
        using var transaction = restore ? db.Database.BeginTransaction() : null;
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var files = 0;
        for (var part = reader.ReadString(); part != "end"; part = reader.ReadString())
        {
            if (part == "table")
                ReadTable(reader, db, transaction, counts, progress);
            else if (part == "file")
                files += ReadFile(reader, restore);
            else
                throw new InvalidDataException("备份文件的内容无法识别，可能已损坏。");
        }
        transaction?.Commit();
        return new BackupContents(version, at, counts, files);
    }

    private static void ReadTable(BinaryReader reader, XianjieDb db, IDbContextTransaction? transaction, SortedDictionary<string, long> counts, Action<string>? progress)
    {
        var name = reader.ReadString();
        progress?.Invoke(name);
        var columns = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToList();
        if (transaction is null)
        {
            counts[name] = Rows(reader, columns.Count, null).LongCount();
            return;
        }
        var table = Table.Of(db).FirstOrDefault(t => t.Name == name) ?? throw new InvalidDataException($"备份里的表 {name} 本版本不认识，请用做备份时的程序版本恢复。");
        var plan = table.Plan(columns);
        var open = transaction.GetDbTransaction();
        counts[name] = Database.InsertRows(open.Connection!, open, name, [.. plan.Select(p => p.Column)], Rows(reader, columns.Count, plan));
    }

    private static IEnumerable<object?[]> Rows(BinaryReader reader, int width, (BulkColumn Column, Func<object?, object?> ToStore)[]? plan)
    {
        while (reader.ReadBoolean())
        {
            var row = new object?[width];
            for (var i = 0; i < width; i++)
            {
                var value = RowFormat.Read(reader);
                row[i] = plan is null ? value : plan[i].ToStore(value);
            }
            yield return row;
        }
    }

    private int ReadFile(BinaryReader reader, bool restore)
    {
        var name = reader.ReadString();
        var left = reader.ReadInt64();
        var (place, target) = (Path.GetFullPath(settings.FileFolder), Path.GetFullPath(Path.Combine(settings.FileFolder, name)));
        if (!target.StartsWith(Path.TrimEndingDirectorySeparator(place) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidDataException("备份里的文件名不合法。");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var output = restore ? new FileStream(target, FileMode.Create, FileAccess.Write) : Stream.Null;
        var buffer = new byte[1 << 16];
        while (left > 0)
        {
            var read = reader.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                throw new InvalidDataException("备份文件不完整。");
            output.Write(buffer, 0, read);
            left -= read;
        }
        return 1;
    }
}
