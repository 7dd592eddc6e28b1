using Microsoft.Data.Sqlite;
using Npgsql;
using System.Data.Common;
using System.Text.RegularExpressions;
using Xianjie.Screening;
using Xianjie.Screening.Emit;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Emit;

/// <summary>A database filled with a store's facts by the emitter's own DDL and layout, that answers emitted rules.</summary>
internal sealed class SqlHits : IDisposable
{
    private readonly DbConnection connection;
    private readonly string? server;

    private SqlHits(SqlDialect dialect, DbConnection connection, string? server = null) => (Dialect, this.connection, this.server) = (dialect, connection, server);

    public SqlDialect Dialect { get; }

    /// <param name="database">A name of <see cref="TestDatabases.All"/>.</param>
    /// <param name="store">The facts.</param>
    public static SqlHits Fill(string database, FactStore store)
    {
        var hits = database == "sqlite" ? OnSqlite(store) : OnPostgres(store);
        hits.Execute(FactTables.CreateIndexes(store.Catalogue));
        if (database != "sqlite") hits.Execute("analyze");
        return hits;
    }

    /// <summary>Household and person (−1 for none) of every hit, in order.</summary>
    public List<(long Household, long Person)> Of(string select)
    {
        using var command = connection.CreateCommand();
        command.CommandText = select;
        using var reader = command.ExecuteReader();
        var found = new List<(long, long)>();
        while (reader.Read()) found.Add((reader.GetInt64(0), reader.IsDBNull(1) ? -1 : reader.GetInt64(1)));
        found.Sort();
        return found;
    }

    private static SqlHits OnSqlite(FactStore store)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        connection.CreateFunction("regexp", (string pattern, string? text) => text is null ? (bool?)null : Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant));
        var hits = new SqlHits(SqlDialect.Sqlite, connection);
        hits.Execute(FactTables.CreateAll(store.Catalogue, SqlDialect.Sqlite));
        using var transaction = connection.BeginTransaction();
        foreach (var fact in store.Catalogue.Facts) hits.Insert(store, fact);
        transaction.Commit();
        return hits;
    }

    private void Insert(FactStore store, FactTable fact)
    {
        using var command = (SqliteCommand)connection.CreateCommand();
        var count = FactTables.Header(fact).Count;
        command.CommandText = $"insert into \"{fact.English}\" values ({string.Join(", ", Enumerable.Range(0, count).Select(i => $"@p{i}"))})";
        var places = Enumerable.Range(0, count).Select(i => command.Parameters.Add($"@p{i}", SqliteType.Text)).ToList();
        foreach (var row in FactTables.Rows(store, fact, Dialect))
        {
            for (var i = 0; i < count; i++)
            {
                places[i].ResetSqliteType();
                places[i].Value = row[i] ?? DBNull.Value;
            }
            command.ExecuteNonQuery();
        }
    }

    private static SqlHits OnPostgres(FactStore store)
    {
        var server = TestDatabases.Fresh("postgres", "");
        var connection = new NpgsqlConnection(server + ";Pooling=false");
        connection.Open();
        var hits = new SqlHits(SqlDialect.PostgreSql, connection, server);
        hits.Execute(FactTables.CreateAll(store.Catalogue, SqlDialect.PostgreSql));
        foreach (var fact in store.Catalogue.Facts)
        {
            using var writer = connection.BeginTextImport($"copy \"{fact.English}\" from stdin with (format csv, header)");
            FactTables.WriteCsv(store, fact, SqlDialect.PostgreSql, writer);
        }
        return hits;
    }

    private void Execute(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        connection.Dispose();
        if (server is not null)
            TestDatabases.Drop(server);
    }
}
