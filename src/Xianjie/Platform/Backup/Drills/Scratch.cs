using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;

namespace Xianjie.Platform.Backup.Drills;

/// <summary>
/// A place that a drill restores into: a folder below the work folder, and on PostgreSQL a database of its own. Removed at the end; what a
/// killed drill left is removed before the next one begins and whenever a server starts.
/// </summary>
internal sealed class Scratch : IDisposable
{
    private const string Prefix = "drill-";
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(2);
    private readonly Settings live;
    private readonly string name;
    private readonly FileStream inUse;

    public Settings Settings { get; }
    public Database Database { get; }

    public Scratch(Settings live)
    {
        this.live = live;
        name = Prefix + Guid.CreateVersion7().ToString("N");
        var folder = Path.Combine(live.WorkFolder, name);
        WorkFiles.MakeFolder(folder);
        // held while it is in use, by whichever process
        inUse = new FileStream(Path.Combine(folder, "in-use"), FileMode.Create, FileAccess.Write, FileShare.None);
        Database = new Database(new Database(live.DatabaseConnection).IsPostgres ? OnServer(live, DatabaseName(live, name)) : Path.Combine(folder, "xianjie.db"));
        Settings = live with { DataFolder = folder, DatabaseConnection = Database.Connection };
        if (Database.IsPostgres)
            OnMain(live, $"CREATE DATABASE \"{DatabaseName(live, name)}\"");
    }

    private static string Mark(Settings live) => $"xianjie_drill_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(live.DataFolder))))[..8]}_";

    private static string DatabaseName(Settings live, string name) => Mark(live) + name[^20..];

    private static string OnServer(Settings live, string database) => new NpgsqlConnectionStringBuilder(live.DatabaseConnection) { Database = database, Pooling = false }.ToString();

    private static void OnMain(Settings live, string sql)
    {
        using var connection = new NpgsqlConnection(live.DatabaseConnection);
        connection.Open();
        Sets.PostgresTable.Run(connection, sql);
    }

    public void Dispose()
    {
        inUse.Dispose();
        Remove(live, Path.Combine(live.WorkFolder, name));
    }

    /// <summary>As if the process died: nobody holds the place any more.</summary>
    internal void Abandon() => inUse.Dispose();

    /// <summary>Removes what killed drills left behind.</summary>
    public static void Sweep(Settings live)
    {
        foreach (var folder in Directory.Exists(live.WorkFolder) ? Directory.GetDirectories(live.WorkFolder, Prefix + "*") : [])
        {
            if (!IsInUse(folder))
                Remove(live, folder);
        }
    }

    private static bool IsInUse(string folder)
    {
        try
        {
            using var held = new FileStream(Path.Combine(folder, "in-use"), FileMode.Open, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return Directory.GetLastWriteTimeUtc(folder) > TimeProvider.System.GetUtcNow().UtcDateTime - Old;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void Remove(Settings live, string folder)
    {
        if (new Database(live.DatabaseConnection).IsPostgres)
            OnMain(live, $"DROP DATABASE IF EXISTS \"{DatabaseName(live, Path.GetFileName(folder))}\" WITH (FORCE)");
        else
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(new Microsoft.Data.Sqlite.SqliteConnection(new Database(Path.Combine(folder, "xianjie.db")).FullConnection));
        // the folder goes last: as long as it stands, the database is known to be left
        Directory.Delete(folder, recursive: true);
    }
}
