// How much is written at once, in both databases side by side; with Provider.cs the only file that knows which one it is.
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SQLitePCL;

namespace Xianjie.Platform.Data;

internal sealed partial record Database
{
    /// <summary>Writes rows in bulk inside the connection's open transaction: COPY on PostgreSQL, one prepared insert on SQLite.</summary>
    public static long InsertRows(DbConnection connection, DbTransaction transaction, string table, BulkColumn[] columns, IEnumerable<object?[]> rows) =>
        connection is NpgsqlConnection postgres ? Copy(postgres, table, columns, rows) : Insert((SqliteConnection)connection, (SqliteTransaction)transaction, table, columns, rows);

    private static long Copy(NpgsqlConnection connection, string table, BulkColumn[] columns, IEnumerable<object?[]> rows)
    {
        var list = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        using var writer = connection.BeginBinaryImport($"COPY \"{table}\" ({list}) FROM STDIN (FORMAT BINARY)");
        var count = 0L;
        foreach (var row in rows)
        {
            writer.StartRow();
            for (var i = 0; i < columns.Length; i++)
            {
                if (row[i] is { } value)
                    writer.Write(value, columns[i].StoreType);
                else
                    writer.WriteNull();
            }
            count++;
        }
        writer.Complete();
        return count;
    }

    /// <summary>
    /// Name and definition of the indexes that a load may do without for a while. None on PostgreSQL: dropping one locks out every reader of
    /// the table until the load ends, while SQLite's readers go on with what was there before.
    /// </summary>
    public static IReadOnlyList<(string Name, string Sql)> PlainIndexes(DbTransaction transaction, string table)
    {
        var found = new List<(string, string)>();
        if (transaction.Connection is not SqliteConnection connection)
            return found;
        using var command = connection.CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = @table AND sql LIKE 'CREATE INDEX%'";
        command.Parameters.AddWithValue("@table", table);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }

    // SQLite's own statement interface: measured half the time of parameters and commands
    private static long Insert(SqliteConnection connection, SqliteTransaction transaction, string table, BulkColumn[] columns, IEnumerable<object?[]> rows)
    {
        if (transaction.Connection != connection)
            throw new InvalidOperationException("The transaction is over.");
        var list = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var sql = $"INSERT INTO \"{table}\" ({list}) VALUES ({string.Join(", ", columns.Select((_, i) => "?" + (i + 1).ToString(CultureInfo.InvariantCulture)))})";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement), connection.Handle);
        var count = 0L;
        using (statement)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < columns.Length; i++)
                    SqliteException.ThrowExceptionForRC(Bind(statement, i + 1, row[i]), connection.Handle);
                if (raw.sqlite3_step(statement) is not raw.SQLITE_DONE and var failed)
                    SqliteException.ThrowExceptionForRC(failed, connection.Handle);
                raw.sqlite3_reset(statement);
                count++;
            }
        }
        return count;
    }

    /// <summary>Values as Microsoft.Data.Sqlite binds them, so that both ways of writing give the same bytes.</summary>
    private static int Bind(sqlite3_stmt statement, int at, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        string text => raw.sqlite3_bind_text(statement, at, text),
        int number => raw.sqlite3_bind_int(statement, at, number),
        long number => raw.sqlite3_bind_int64(statement, at, number),
        bool yes => raw.sqlite3_bind_int(statement, at, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, at, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        Guid id => raw.sqlite3_bind_text(statement, at, id.ToString().ToUpperInvariant()),
        DateOnly day => raw.sqlite3_bind_text(statement, at, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        decimal number => raw.sqlite3_bind_text(statement, at, number.ToString("0.0###########################", CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"No binding for {value.GetType().Name}."),
    };

    /// <summary>
    /// Tells PostgreSQL what a load has put into its tables, before the same transaction asks for it: of tables it knows nothing about it
    /// expects a handful of rows, and walks all of them for each. SQLite plans by its indexes alone.
    /// </summary>
    public static async Task AnalyzeAsync(XianjieDb db, IEnumerable<Type> entities, CancellationToken ct)
    {
        if (db is not PostgresDb)
            return;
        foreach (var sql in entities.Select(e => $"ANALYZE \"{db.Model.FindEntityType(e)!.GetTableName()}\""))
            await db.Database.ExecuteSqlRawAsync(sql, ct);
    }
}

internal sealed record BulkColumn(string Name, string StoreType);

/// <summary>
/// While a process that has an SQLite database to itself loads a whole county: the rollback journal. A load mostly adds pages, which need no
/// journal and are written once, where the write-ahead log holds all of them until the end. A killed load is rolled back by whoever opens
/// the database next. Where others have the database open, or on PostgreSQL, nothing changes.
/// </summary>
internal sealed class LoadJournal : IDisposable
{
    private readonly SqliteConnection? connection;

    public LoadJournal(DbConnection open)
    {
        if (open is not SqliteConnection sqlite)
            return;
        // Idle connections of this process would hold the log
        SqliteConnection.ClearPool(sqlite);
        if (Try(sqlite, "PRAGMA busy_timeout=0; PRAGMA journal_mode=DELETE") == "delete")
            connection = sqlite;
        Try(sqlite, "PRAGMA busy_timeout=30000");
    }

    public void Dispose()
    {
        if (connection is not null)
            Try(connection, "PRAGMA journal_mode=WAL");
    }

    private static string? Try(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        command.CommandTimeout = 1;
        try
        {
            return command.ExecuteScalar() as string;
        }
        catch (SqliteException locked) when (locked.SqliteErrorCode is 5 or 6)
        {
            return null;
        }
    }
}
