using System.Data;
using System.Globalization;
using Npgsql;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>
/// Rows of a PostgreSQL database that were written since the snapshot of the part before, by the transaction number that every row version
/// carries (xmin), and the keys of those deleted. Needs nothing but the product's own connection: no replication right, no setting of the server.
/// </summary>
internal static class PostgresRows
{
    /// <summary>A table without rows in the part: only how many it has.</summary>
    public const string Count = "count";

    // head and tail of the binary format
    private const int EmptyCopy = 21;

    public static NpgsqlConnection Open(Database database) => (NpgsqlConnection)database.OpenRaw();

    /// <returns>Rows in the part.</returns>
    public static long Write(BinaryWriter writer, Database database, PartIndex index, bool whole, Action<int>? progress, CancellationToken ct)
    {
        using var connection = Open(database);
        var tables = PostgresTable.Of(connection);
        if (whole)
        {
            PostgresTable.KeepTombs(connection, tables);
            PostgresTable.Run(connection, $"DELETE FROM {PostgresTable.Tombs}");
        }
        using var snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var position = (string)Scalar(connection, "SELECT pg_current_snapshot()::text")!;
        var (count, done) = (0L, 0);
        // what was deleted comes first: a row may have come back since under its key
        foreach (var table in tables.OrderBy(t => t.Name == PostgresTable.Tombs ? 0 : 1))
        {
            ct.ThrowIfCancellationRequested();
            var rows = (long)Scalar(connection, $"SELECT count(*) FROM \"{table.Name}\"")!;
            count += Copy(connection, writer, table, rows, whole ? string.Empty : $" WHERE age(xmin) <= age('{Low(index.Position)}'::xid)");
            progress?.Invoke(100 * ++done / tables.Count);
        }
        index.Position = position;
        return count;
    }

    /// <summary>The oldest transaction that was still running at a snapshot, as the 32 bits that rows carry.</summary>
    private static uint Low(string snapshot) => unchecked((uint)long.Parse(snapshot.Split(':')[0], CultureInfo.InvariantCulture));

    private static long Copy(NpgsqlConnection connection, BinaryWriter writer, PostgresTable table, long rows, string where)
    {
        var buffer = new byte[1 << 16];
        using (var stream = connection.BeginRawBinaryCopy($"COPY (SELECT {table.List} FROM \"{table.Name}\"{where}) TO STDOUT (FORMAT BINARY)"))
        {
            var read = stream.ReadAtLeast(buffer, EmptyCopy + 1, throwOnEndOfStream: false);
            if (read <= EmptyCopy)
            {
                writer.Write(Count);
                writer.Write(table.Name);
                writer.Write(rows);
                return 0;
            }
            Head(writer, table, rows);
            for (; read > 0; read = stream.Read(buffer))
            {
                writer.Write(read);
                writer.Write(buffer.AsSpan(0, read));
            }
        }
        writer.Write(0);
        return where.Length == 0 ? rows : (long)Scalar(connection, $"SELECT count(*) FROM \"{table.Name}\"{where}")!;
    }

    private static void Head(BinaryWriter writer, PostgresTable table, long rows)
    {
        writer.Write("rows");
        writer.Write(table.Name);
        writer.Write(table.Columns.Count);
        foreach (var column in table.Columns)
            writer.Write(column);
        writer.Write(rows);
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // names come from the database's own catalogue
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    public static void ReadCount(BinaryReader reader, IDictionary<string, long> counts) => counts[reader.ReadString()] = reader.ReadInt64();

    /// <summary>Takes one table's section into the open transaction; reads over it where there is none. Counts by table are those of the last part.</summary>
    public static void Read(BinaryReader reader, NpgsqlConnection? connection, IReadOnlyList<PostgresTable> tables, bool isBase, IDictionary<string, long> counts)
    {
        var name = reader.ReadString();
        var columns = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToList();
        counts[name] = reader.ReadInt64();
        if (connection is null)
        {
            CopyTo(reader, null);
            return;
        }
        var table = tables.FirstOrDefault(t => t.Name == name) is { } known && columns.All(known.Columns.Contains)
            ? known with { Columns = columns } : throw new InvalidDataException($"备份里的表 {name} 与本版本不同，请用做备份时的程序版本恢复。");
        if (isBase && name != PostgresTable.Tombs)
        {
            using var direct = connection.BeginRawBinaryCopy($"COPY \"{name}\" ({table.List}) FROM STDIN (FORMAT BINARY)");
            CopyTo(reader, direct);
            return;
        }
        PostgresTable.Run(connection, $"CREATE TEMP TABLE part_rows ON COMMIT DROP AS SELECT {table.List} FROM \"{name}\" LIMIT 0");
        using (var stage = connection.BeginRawBinaryCopy($"COPY part_rows ({table.List}) FROM STDIN (FORMAT BINARY)"))
            CopyTo(reader, stage);
        if (name == PostgresTable.Tombs)
            Delete(connection, tables);
        else
            Merge(connection, table);
        PostgresTable.Run(connection, "DROP TABLE part_rows");
    }

    private static void CopyTo(BinaryReader reader, Stream? target)
    {
        var buffer = new byte[1 << 16];
        while (reader.ReadInt32() is > 0 and var length)
        {
            reader.BaseStream.ReadExactly(buffer.AsSpan(0, length));
            target?.Write(buffer.AsSpan(0, length));
        }
    }

    private static void Delete(NpgsqlConnection connection, IReadOnlyList<PostgresTable> tables)
    {
        foreach (var table in tables.Where(t => t.Name != PostgresTable.Tombs).Reverse())
        {
            var same = string.Join(" AND ", table.Key.Select((k, i) => $"t.\"{k.Name}\" = (p.key::jsonb ->> {i})::{k.Type}"));
            PostgresTable.Run(connection, $"DELETE FROM \"{table.Name}\" t USING part_rows p WHERE p.table_name = '{table.Name}' AND {same}");
        }
    }

    private static void Merge(NpgsqlConnection connection, PostgresTable table)
    {
        var key = string.Join(", ", table.Key.Select(k => $"\"{k.Name}\""));
        var rest = table.Columns.Except(table.Key.Select(k => k.Name)).ToList();
        var update = rest.Count == 0 ? "NOTHING"
            : $"UPDATE SET {string.Join(", ", rest.Select(c => $"\"{c}\" = excluded.\"{c}\""))} WHERE ({string.Join(", ", rest.Select(c => $"t.\"{c}\""))}) IS DISTINCT FROM ({string.Join(", ", rest.Select(c => $"excluded.\"{c}\""))})";
        PostgresTable.Run(connection, $"INSERT INTO \"{table.Name}\" AS t ({table.List}) SELECT {table.List} FROM part_rows ON CONFLICT ({key}) DO {update}");
    }
}
