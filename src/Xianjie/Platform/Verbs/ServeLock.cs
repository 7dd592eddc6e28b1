using Xianjie.Platform.Data;

namespace Xianjie.Platform.Verbs;

/// <summary>
/// One web server on one SQLite database: a second one would write past the first one's queue. Held by an open file, so that a killed server
/// leaves none behind. Workers and commands may run beside it; PostgreSQL takes any number of servers.
/// </summary>
internal sealed class ServeLock : IDisposable
{
    private readonly FileStream? held;

    private ServeLock(FileStream? held) => this.held = held;

    /// <summary>Null where another server has it.</summary>
    public static ServeLock? Take(Database database)
    {
        if (database.IsPostgres)
            return new ServeLock(null);
        try
        {
            return new ServeLock(new FileStream(Path.GetFullPath(database.Connection) + ".serving", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public const string Refusal = "已有一个网页服务在用这个 SQLite 数据库，没有再启动。一个 SQLite 数据库只能开一个网页服务；要多台一起服务，请改用 PostgreSQL。";

    public void Dispose() => held?.Dispose();
}
