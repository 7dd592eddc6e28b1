using System.Security.Cryptography;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Files;

/// <summary>Keeps files encrypted on disk. A file is there only once it is whole: written aside, then renamed.</summary>
internal sealed class FileStore(string folder, Seal seal, TimeProvider time)
{
    public string PathOf(Guid id) => Path.Combine(folder, id.ToString("N")[^2..], id.ToString("N"));

    /// <summary>Stores the stream; refuses more than <paramref name="limit"/> bytes. The row must still be saved by the caller.</summary>
    /// <returns>The row, or null where the limit was passed.</returns>
    public async Task<StoredFile?> SaveAsync(Stream content, string name, string contentType, string by, long division, string purpose, long limit, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var (size, hash) = await WriteAsync(content, path + ".part", limit, ct);
            if (size > limit)
                return null;
            File.Move(path + ".part", path);
            return new StoredFile
            {
                Id = id, Name = Path.GetFileName(name), ContentType = contentType, Size = size, Hash = hash,
                By = by, At = time.GetUtcNow(), Division = division, Purpose = purpose,
            };
        }
        finally
        {
            File.Delete(path + ".part");
        }
    }

    private async Task<(long Size, string Hash)> WriteAsync(Stream content, string path, long limit, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 16];
        var size = 0L;
        await using (var writer = new SealedWriter(file, seal))
        {
            int read;
            while (size <= limit && (read = await content.ReadAsync(buffer, ct)) > 0)
            {
                size += read;
                hash.AppendData(buffer, 0, read);
                writer.Write(buffer.AsSpan(0, read));
            }
        }
        file.Flush(flushToDisk: true);
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The plain bytes as a forward-only stream.</summary>
    /// <exception cref="InvalidDataException">The file was damaged or cut.</exception>
    public Stream Open(Guid id) => new OpenedFile(new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), seal);

    public bool Exists(Guid id) => File.Exists(PathOf(id));

    public void Delete(Guid id) => File.Delete(PathOf(id));

    /// <summary>Deletes what was being written when a process died, and not touched since.</summary>
    public void DeleteUnfinished(DateTime beforeUtc)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var part in Directory.EnumerateFiles(folder, "*.part", SearchOption.AllDirectories).Where(f => File.GetLastWriteTimeUtc(f) < beforeUtc).ToList())
            File.Delete(part);
    }
}
