using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>The log began anew while its pages were read; what was read may be of two states and must be read again.</summary>
internal sealed class LogMovedException() : IOException("The write-ahead log began anew while it was read.");

/// <summary>
/// Changed pages of an SQLite database while people work. An open read transaction keeps the log from beginning anew and the main file from
/// being filled beyond that transaction, so that the main file with the log's committed frames laid over it is one state. Where the log was
/// carried over whole just before, the next writer may begin it anew all the same: its salts tell, and the pages are read once more.
/// </summary>
internal static class SqlitePages
{
    private const int Chunk = 256;

    // Never closed: closing any handle of the file would drop the locks that SQLite holds on it in this process (sqlite.org/howtocorrupt.html §2.2)
    private static readonly ConcurrentDictionary<string, SafeFileHandle> Held = new(StringComparer.Ordinal);

    /// <param name="alone">With writers kept out for the while: the last way where the log moved time and again.</param>
    /// <returns>Pages in the part.</returns>
    /// <exception cref="LogMovedException">To be tried again from the start, with an index read anew.</exception>
    public static long Write(BinaryWriter writer, Database database, PartIndex index, bool alone, Action<int>? progress, CancellationToken ct)
    {
        var path = Path.GetFullPath(database.Connection);
        using var connection = database.OpenRaw();
        using var snapshot = new Snapshot(connection, alone);
        var pageSize = (int)Number(connection, "PRAGMA page_size");
        Number(connection, "SELECT count(*) FROM sqlite_master");
        var main = Held.GetOrAdd(path, Wal.Open);
        var wal = Wal.Read(path + "-wal", pageSize);
        var pages = wal.Pages > 0 ? wal.Pages : (uint)(RandomAccess.GetLength(main) / pageSize);
        writer.Write("pages");
        writer.Write(pageSize);
        var count = 0L;
        using var log = wal.Frames > 0 ? Wal.Open(path + "-wal") : null;
        var reader = new Reader(main, log, wal, pageSize);
        Span<byte> hash = stackalloc byte[32];
        foreach (var (first, length) in Runs(wal, index, pages))
        {
            ct.ThrowIfCancellationRequested();
            var some = reader.Read(first, length);
            for (var i = 0; i < length; i++)
            {
                var page = some.AsSpan(i * pageSize, pageSize);
                SHA256.HashData(page, hash);
                if (index.IsSame(first + (uint)i, hash[..PartIndex.HashSize]))
                    continue;
                index.Set(first + (uint)i, hash[..PartIndex.HashSize]);
                writer.Write(first + (uint)i);
                writer.Write(page);
                count++;
            }
            progress?.Invoke((int)(100L * first / Math.Max(1, pages)));
        }
        writer.Write(0u);
        writer.Write(pages);
        if (Wal.SaltsOf(path + "-wal") != wal.Salts)
            throw new LogMovedException();
        index.Position = string.Create(CultureInfo.InvariantCulture, $"{wal.Salts}:{wal.Frames}");
        return count;
    }

    /// <summary>Pages to look at: where the log still is the one of the last part, those it wrote since; else all.</summary>
    private static IEnumerable<(uint First, int Length)> Runs(Wal wal, PartIndex index, uint pages)
    {
        if (index.Position.Split(':') is [var salts, var frames] && wal.Salts != 0 && salts == wal.Salts.ToString(CultureInfo.InvariantCulture)
            && int.Parse(frames, CultureInfo.InvariantCulture) is var seen && seen <= wal.Frames)
            return wal.Written.Skip(seen).Distinct().Where(p => p <= pages).Order().Select(p => (p, 1));
        return Enumerable.Range(0, (int)((pages + Chunk - 1) / Chunk)).Select(i => ((uint)(i * Chunk) + 1, (int)Math.Min(Chunk, pages - (uint)(i * Chunk))));
    }

    private sealed class Reader(SafeFileHandle main, SafeFileHandle? log, Wal wal, int pageSize)
    {
        private readonly byte[] buffer = new byte[Chunk * pageSize];

        public byte[] Read(uint first, int length)
        {
            var place = (first - 1) * (long)pageSize;
            buffer.AsSpan(0, length * pageSize).Clear();
            ReadAll(main, buffer.AsSpan(0, length * pageSize), place);
            for (var i = 0; i < length; i++)
            {
                if (wal.Newest.TryGetValue(first + (uint)i, out var frame) && ReadAll(log!, buffer.AsSpan(i * pageSize, pageSize), Wal.Offset(frame, pageSize)) < pageSize)
                    throw new LogMovedException();
            }
            return buffer;
        }

        private static int ReadAll(SafeFileHandle file, Span<byte> into, long at)
        {
            var read = 0;
            while (read < into.Length && RandomAccess.Read(file, into[read..], at + read) is > 0 and var more)
                read += more;
            return read;
        }
    }

    /// <summary>Takes a part's pages into the file that is being restored; reads over them where there is none.</summary>
    public static long Read(BinaryReader reader, FileStream? target)
    {
        var pageSize = reader.ReadInt32();
        var (buffer, count) = (new byte[pageSize], 0L);
        while (reader.ReadUInt32() is > 0 and var page)
        {
            reader.BaseStream.ReadExactly(buffer);
            if (target is not null)
            {
                target.Position = (page - 1) * (long)pageSize;
                target.Write(buffer);
            }
            count++;
        }
        var pages = reader.ReadUInt32();
        target?.SetLength(pages * (long)pageSize);
        return count;
    }

    /// <summary>Ends however the part ends: a connection that goes back to the pool inside a transaction would hold the database.</summary>
    private sealed class Snapshot : IDisposable
    {
        private readonly DbConnection connection;

        public Snapshot(DbConnection connection, bool alone)
        {
            this.connection = connection;
            Number(connection, alone ? "BEGIN IMMEDIATE" : "BEGIN");
        }

        public void Dispose() => Number(connection, "ROLLBACK");
    }

    private static long Number(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants above
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
