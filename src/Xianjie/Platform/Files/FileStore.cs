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
                Id = id, Name = FileNames.Fit(Path.GetFileName(name)), ContentType = contentType, Size = size, Hash = hash,
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

    /// <summary>The key of every stored file, from its first block.</summary>
    public IEnumerable<byte> KeysInUse() => All().Select(KeyOf).Where(k => k != 0);

    /// <summary>Seals every file anew that is not under the given key, one at a time and each aside first. Tells how many.</summary>
    public async Task<long> ResealAsync(byte key, Action<long> progress, CancellationToken ct)
    {
        var done = 0L;
        foreach (var path in All().Where(p => KeyOf(p) is not 0 and var old && old != key).ToList())
        {
            if (await ResealAsync(path, ct))
                progress(++done);
        }
        return done;
    }

    /// <summary>Whoever reads the file just now goes on with the old bytes; a file that was deleted meanwhile stays deleted.</summary>
    private async Task<bool> ResealAsync(string path, CancellationToken ct)
    {
        var fresh = path + ".part";
        try
        {
            await using (var content = new OpenedFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16), seal))
                await WriteAsync(content, fresh, long.MaxValue - 1, ct);
            if (!File.Exists(path))
                return false;
            File.Move(fresh, path, overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private IEnumerable<string> All() => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(p => Path.GetExtension(p).Length == 0) : [];

    /// <summary>The key of the ring under which a sealed file lies; 0 where there is none.</summary>
    public static byte KeyOf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> head = stackalloc byte[5];
            return file.ReadAtLeast(head, 5, throwOnEndOfStream: false) == 5 ? head[4] : (byte)0;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

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
