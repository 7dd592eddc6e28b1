// The only file that knows which database stands behind the context; both variants side by side, so that they stay alike.
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using SQLitePCL;
using Xianjie.Platform.Access;

namespace Xianjie.Platform.Data;

internal sealed class SqliteDb(DbContextOptions<SqliteDb> options, Scope scope, TimeProvider time) : XianjieDb(options, scope, time)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Text of fixed width sorts as time does; SQLite has no time type.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsText>();
    }

    private sealed class InstantAsText() : ValueConverter<DateTimeOffset, string>(
        v => v.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        v => new DateTimeOffset(DateTime.ParseExact(v, "yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture, DateTimeStyles.None), TimeSpan.Zero));
}

internal sealed class PostgresDb(DbContextOptions<PostgresDb> options, Scope scope, TimeProvider time) : XianjieDb(options, scope, time)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantInUtc>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Texts compare by code point, as on SQLite: the same order on both, and prefix search by index whatever the server's locale.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => (p.GetProviderClrType() ?? p.ClrType) == typeof(string) || p.ClrType.IsEnum))
            property.SetCollation("C");
    }

    private sealed class InstantInUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v);
}

/// <summary>Which database, from one setting: a path is SQLite, a text with "Host=" is PostgreSQL.</summary>
internal sealed record Database(string Connection)
{
    public bool IsPostgres { get; } = Connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Name of the folder of migration scripts.</summary>
    public string Dialect => IsPostgres ? "postgres" : "sqlite";

    public string FullConnection => IsPostgres
        ? Connection
        : new SqliteConnectionStringBuilder { DataSource = Connection, Pooling = true, DefaultTimeout = 30, ForeignKeys = true }.ToString();

    public void Register(IServiceCollection services)
    {
        services.AddSingleton(this);
        if (IsPostgres)
        {
            services.AddSingleton(NpgsqlDataSource.Create(FullConnection));
            services.AddDbContext<XianjieDb, PostgresDb>((s, o) => Configure(o, s), ServiceLifetime.Scoped, ServiceLifetime.Singleton);
        }
        else
        {
            services.AddDbContext<XianjieDb, SqliteDb>((s, o) => Configure(o, s), ServiceLifetime.Scoped, ServiceLifetime.Singleton);
        }
    }

    public XianjieDb Open(Scope scope, TimeProvider time)
    {
        if (IsPostgres)
            return new PostgresDb((DbContextOptions<PostgresDb>)Configure(new DbContextOptionsBuilder<PostgresDb>(), null).Options, scope, time);
        return new SqliteDb((DbContextOptions<SqliteDb>)Configure(new DbContextOptionsBuilder<SqliteDb>(), null).Options, scope, time);
    }

    private DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, IServiceProvider? services)
    {
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
        if (!IsPostgres)
            // One parameter for a list of values, not one each: SQLite finds parameters by walking over all of their names
            return options.UseSqlite(FullConnection, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(SqlitePragmas.Instance);
        return services?.GetService<NpgsqlDataSource>() is { } source ? options.UseNpgsql(source) : options.UseNpgsql(FullConnection);
    }

    public DbConnection OpenRaw()
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(FullConnection) : new SqliteConnection(FullConnection);
        connection.Open();
        if (!IsPostgres)
            SqlitePragmas.Set(connection);
        return connection;
    }

    /// <summary>True where the error says that a unique key was broken.</summary>
    public static bool IsDuplicate(Exception error) => error switch
    {
        DbUpdateException { InnerException: { } inner } => IsDuplicate(inner),
        PostgresException e => e.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException e => e.SqliteExtendedErrorCode is 2067 or 1555,
        _ => false,
    };

    /// <summary>True where two transactions wrote the same row and this one came second.</summary>
    public static bool IsCollision(Exception error) => error switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsCollision(inner),
        PostgresException e => e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        _ => false,
    };

    /// <summary>True where the database is gone, locked or full for a while, so that trying again later may help.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        DbUpdateException { InnerException: { } inner } => IsTransient(inner),
        SqliteException e => e.SqliteErrorCode is 5 or 6 or 10 or 13,
        NpgsqlException e => e.IsTransient,
        _ => false,
    };

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

internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    // Pooled connections keep their settings; each real one is set up once
    private static readonly ConditionalWeakTable<sqlite3, object> Ready = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    public static void Set(DbConnection connection)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (!Ready.TryAdd(handle, handle.GetType()))
            return;
        using var command = connection.CreateCommand();
        // synchronous=FULL: what was confirmed survives a power cut, not only a killed process.
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-65536; PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;";
        command.ExecuteNonQuery();
    }
}
