namespace Xianjie.Tests.Setup;

/// <summary>A folder and a database of one test, both taken away with it.</summary>
internal sealed class TestPlace : IDisposable
{
    private TestPlace(string folder, string connection) => (Folder, Connection) = (folder, connection);

    public string Folder { get; }

    public string Connection { get; }

    /// <summary>With a new database without a table.</summary>
    public static TestPlace Empty(string database)
    {
        var folder = Directory.CreateTempSubdirectory("xianjie-test-").FullName;
        return new(folder, TestDatabases.Fresh(database, folder));
    }

    /// <summary>With a new database that has every table and no row.</summary>
    public static TestPlace Migrated(string database)
    {
        var folder = Directory.CreateTempSubdirectory("xianjie-test-").FullName;
        return new(folder, TestDatabases.Migrated(database, folder));
    }

    public void Dispose()
    {
        TestDatabases.Drop(Connection);
        Directory.Delete(Folder, recursive: true);
    }
}
