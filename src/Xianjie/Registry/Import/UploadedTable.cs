using Xianjie.Platform;
using Xianjie.Platform.Files;

namespace Xianjie.Registry.Import;

/// <summary>Opens a stored upload so that it can be walked to and fro: small ones in memory, large ones in a file that vanishes when closed.</summary>
internal sealed class UploadedTable(FileStore store, Settings settings)
{
    private const int InMemory = 32 << 20;

    public async Task<Stream> OpenAsync(Guid id, CancellationToken ct)
    {
        await using var sealed_ = store.Open(id);
        var memory = new MemoryStream();
        var block = new byte[1 << 16];
        int read;
        while ((read = await sealed_.ReadAsync(block, ct)) > 0)
        {
            memory.Write(block, 0, read);
            if (memory.Length > InMemory)
                return await SpillAsync(memory, sealed_, ct);
        }
        memory.Position = 0;
        return memory;
    }

    private async Task<Stream> SpillAsync(MemoryStream begun, Stream rest, CancellationToken ct)
    {
        Directory.CreateDirectory(settings.WorkFolder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(settings.WorkFolder, $"{Guid.CreateVersion7():N}.import"), options);
        begun.Position = 0;
        await begun.CopyToAsync(file, ct);
        await rest.CopyToAsync(file, ct);
        file.Position = 0;
        return file;
    }
}
