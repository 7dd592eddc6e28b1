using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Xianjie.Platform.Data;

/// <summary>
/// Brings a database to the newest schema by numbered SQL scripts (one folder per dialect, embedded in the program). Each runs in a
/// transaction of its own and is recorded with its hash, so that a changed script is noticed.
/// </summary>
internal static class Migrator
{
    public sealed record Script(string Name, string Sql)
    {
        public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
    }

    public static IReadOnlyList<Script> Scripts(string dialect)
    {
        var prefix = $"migrations/{dialect}/";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n => new Script(n[prefix.Length..], Read(assembly, n)))];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Runs what is missing. Returns the names of the scripts that ran.</summary>
    public static IReadOnlyList<string> Migrate(Database database)
    {
        using var connection = database.OpenRaw();
        Run(connection, null, "CREATE TABLE IF NOT EXISTS schema_script (name text PRIMARY KEY, hash text NOT NULL)");
        var ran = new List<string>();
        foreach (var script in Scripts(database.Dialect))
        {
            using var transaction = connection.BeginTransaction();
            if (database.IsPostgres)
                Run(connection, transaction, "LOCK TABLE schema_script IN EXCLUSIVE MODE");
            var known = HashOf(connection, transaction, script.Name);
            if (known is not null && known != script.Hash)
                throw new SchemaMismatchException(script.Name);
            if (known is null)
            {
                Run(connection, transaction, script.Sql);
                Run(connection, transaction, $"INSERT INTO schema_script (name, hash) VALUES ('{script.Name}', '{script.Hash}')");
                ran.Add(script.Name);
            }
            transaction.Commit();
        }
        return ran;
    }

    private static string? HashOf(DbConnection connection, DbTransaction transaction, string name)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT hash FROM schema_script WHERE name = @name";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@name";
        parameter.Value = name;
        command.Parameters.Add(parameter);
        return command.ExecuteScalar() as string;
    }

    private static void Run(DbConnection connection, DbTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // scripts shipped with the program
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
