// With Provider.Loading.cs the only file that knows which database stands behind the context; both variants side by side, so that they stay alike.
using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Caching.Memory;
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

    public override Task TakeTurnAsync(string name, CancellationToken ct)
    {
        var key = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", ct);
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
internal sealed partial record Database(string Connection)
{
    // EF Core's own cache has room for a thousand entries, two for a query, and the program asks more: what does not fit is compiled anew each time
    private static readonly MemoryCache Compiled = new(new MemoryCacheOptions { SizeLimit = 100_000 });

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
            services.AddDbContext<XianjieDb, PostgresDb>((_, o) => Configure(o), ServiceLifetime.Scoped, ServiceLifetime.Singleton);
        }
        else
        {
            services.AddDbContext<XianjieDb, SqliteDb>((_, o) => Configure(o), ServiceLifetime.Scoped, ServiceLifetime.Singleton);
        }
    }

    public XianjieDb Open(Scope scope, TimeProvider time)
    {
        if (IsPostgres)
            return new PostgresDb((DbContextOptions<PostgresDb>)Configure(new DbContextOptionsBuilder<PostgresDb>()).Options, scope, time);
        return new SqliteDb((DbContextOptions<SqliteDb>)Configure(new DbContextOptionsBuilder<SqliteDb>()).Options, scope, time);
    }

    private DbContextOptionsBuilder Configure(DbContextOptionsBuilder options)
    {
        options.AddInterceptors(Health.DatabaseTime.Instance).UseMemoryCache(Compiled);
        // Counts stop at a bound in whatever order the rows come
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        if (!IsPostgres)
            // One parameter for a list of values, not one each: SQLite finds parameters by walking over all of their names
            return options.UseSqlite(FullConnection, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(SqlitePragmas.Instance);
        // By text, not by a data source: EF Core keeps a model and services for each source that it ever saw, and connections are pooled by the text all the same
        return options.UseNpgsql(FullConnection);
    }

    /// <summary>Closes the connections that lie idle in the pool of this one database; those of other databases of the process stay.</summary>
    public void CloseIdle()
    {
        if (IsPostgres)
        {
            using var own = new NpgsqlConnection(FullConnection);
            NpgsqlConnection.ClearPool(own);
            return;
        }
        using var idle = new SqliteConnection(FullConnection);
        SqliteConnection.ClearPool(idle);
    }

    /// <summary>SQL for the first byte of a column of bytes: a number, or two hexadecimal digits.</summary>
    public string FirstByte(string column) => IsPostgres ? $"get_byte({column}, 0)" : $"hex(substr({column}, 1, 1))";

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
        // EF Core wraps what may pass into an InvalidOperationException
        DbUpdateException or InvalidOperationException when error.InnerException is { } inner => IsTransient(inner),
        SqliteException e => e.SqliteErrorCode is 5 or 6 or 10 or 13 or 14,
        PostgresException e when e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DiskFull => true,
        NpgsqlException e => e.IsTransient || e.InnerException is IOException or System.Net.Sockets.SocketException or TimeoutException,
        _ => false,
    };

    /// <summary>True where the disk under the database is full.</summary>
    public static bool IsFull(Exception error) => error is SqliteException { SqliteErrorCode: 13 } or PostgresException { SqlState: PostgresErrorCodes.DiskFull };
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
