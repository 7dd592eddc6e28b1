namespace Xianjie.Platform.Files;

/// <summary>
/// What lies in the work folder for a moment only: the folder in which LibreOffice turns a paper into PDF, readable by the owner alone.
/// Everything else that is large goes through the encrypted store. What a crash left is deleted at the next start.
/// </summary>
internal sealed class WorkFiles(Settings settings, FileStore store, TimeProvider time) : IHostedService
{
    // Another process on the same data may be at work right now
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(30);

    private static readonly string[] Momentary = ["pdf-*", "*.import", "*.export"];

    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - Old;
        if (Directory.Exists(settings.WorkFolder))
        {
            foreach (var left in Momentary.SelectMany(m => Directory.EnumerateFileSystemEntries(settings.WorkFolder, m)).Where(e => File.GetLastWriteTimeUtc(e) < before).ToList())
                Delete(left);
        }
        store.DeleteUnfinished(before);
        return Task.CompletedTask;
    }

    private static void Delete(string entry)
    {
        if (Directory.Exists(entry))
            Directory.Delete(entry, recursive: true);
        else
            File.Delete(entry);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
