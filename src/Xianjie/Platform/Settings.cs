namespace Xianjie.Platform;

/// <summary>Where data, keys and files lie. From the environment or the command line; everything else is a parameter in the database.</summary>
internal sealed record Settings(string DataFolder, string DatabaseConnection, bool ShowDemoAccounts)
{
    public string KeyFile => Environment.GetEnvironmentVariable("XIANJIE_KEY") ?? Path.Combine(DataFolder, "keys", "master.key");
    public string FileFolder => Path.Combine(DataFolder, "files");
    public string WorkFolder => Path.Combine(DataFolder, "work");

    public static Settings From(string? data = null, string? database = null)
    {
        var folder = Path.GetFullPath(data ?? Environment.GetEnvironmentVariable("XIANJIE_DATA") ?? "data");
        var connection = database ?? Environment.GetEnvironmentVariable("XIANJIE_DATABASE") ?? Path.Combine(folder, "xianjie.db");
        Directory.CreateDirectory(folder);
        return new Settings(folder, connection, File.Exists(Path.Combine(folder, "demo")));
    }
}
