using Microsoft.Data.Sqlite;
using Npgsql;
using Xianjie.Platform.Data;

namespace Xianjie.Tests.Setup;

/// <summary>
/// The databases that every slice test runs on: SQLite always, PostgreSQL where ./test has started one and named it in
/// XIANJIE_TEST_POSTGRES. In CI a missing PostgreSQL is a failure, never a skip.
/// </summary>
public static class TestDatabases
{
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("XIANJIE_TEST_POSTGRES");
    private static readonly Lazy<string> SqliteTemplate = new(() => Template(Path.Combine(Directory.CreateTempSubdirectory("xianjie-template-").FullName, "xianjie.db")));
    private static readonly Lazy<string> PostgresTemplate = new(() => new NpgsqlConnectionStringBuilder(Template(Create(null))).Database!);
    private static int number;

    public static bool HasPostgres => Postgres is not null;

    /// <summary>Theory data: the names of the databases.</summary>
    public static TheoryData<string> All
    {
        get
        {
            if (Postgres is null && Environment.GetEnvironmentVariable("CI") == "true")
                throw new InvalidOperationException("XIANJIE_TEST_POSTGRES is not set: run ./test, which starts a private PostgreSQL.");
            return Postgres is null ? new TheoryData<string>("sqlite") : new TheoryData<string>("sqlite", "postgres");
        }
    }

    /// <summary>A connection to a new, empty database of that name.</summary>
    public static string Fresh(string name, string folder) => name == "sqlite" ? Path.Combine(folder, "xianjie.db") : Create(null);

    /// <summary>A connection to a new database with all tables and no rows: a copy of one that was migrated once.</summary>
    public static string Migrated(string name, string folder)
    {
        if (name != "sqlite")
            return Create(PostgresTemplate.Value);
        var path = Path.Combine(folder, "xianjie.db");
        File.Copy(SqliteTemplate.Value, path);
        return path;
    }

    /// <summary>Closes what lies idle in the pools of a database and takes it away: hundreds of them would fill the disk, and a server takes only so many connections.</summary>
    public static void Drop(string connection)
    {
        var database = new Database(connection);
        database.CloseIdle();
        if (database.IsPostgres)
            Execute($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");
    }

    private static string Create(string? template)
    {
        var database = $"t_{Environment.ProcessId}_{Interlocked.Increment(ref number)}";
        Execute($"CREATE DATABASE {database}" + (template is null ? "" : $" TEMPLATE {template}"));
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = database, MaxPoolSize = 10 }.ToString();
    }

    private static string Template(string connection)
    {
        var database = new Database(connection);
        Migrator.Migrate(database);
        database.CloseIdle(); // a template is copied only where nobody is connected to it
        return connection;
    }

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Postgres);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
