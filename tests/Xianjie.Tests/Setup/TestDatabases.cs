using Npgsql;

namespace Xianjie.Tests.Setup;

/// <summary>
/// The databases that every slice test runs on: SQLite always, PostgreSQL where ./test has started one and named it in
/// XIANJIE_TEST_POSTGRES. In CI a missing PostgreSQL is a failure, never a skip.
/// </summary>
public static class TestDatabases
{
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("XIANJIE_TEST_POSTGRES");
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

    /// <summary>Closes what lies idle in the pools: each test has a database of its own, and a server takes only so many connections.</summary>
    public static void Close()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>A connection to a new, empty database of that name.</summary>
    public static string Fresh(string name, string folder)
    {
        if (name == "sqlite")
            return Path.Combine(folder, "xianjie.db");
        var database = $"t_{Environment.ProcessId}_{Interlocked.Increment(ref number)}";
        using var connection = new NpgsqlConnection(Postgres);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {database}";
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = database, MaxPoolSize = 10 }.ToString();
    }
}
