using System.Buffers.Binary;
using System.Security.Cryptography;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Files;

/// <summary>
/// Keeps files encrypted on disk in blocks of 1 MiB (AES-256-GCM each, with the block's number and the last-block mark
/// inside, so that blocks can't be dropped or swapped). A file is there only once it is whole: written aside, then renamed.
/// </summary>
internal sealed class FileStore(string folder, Seal seal, TimeProvider time)
{
    private const int Block = 1 << 20;

    public string PathOf(Guid id) => Path.Combine(folder, id.ToString("N")[^2..], id.ToString("N"));

    /// <summary>Stores the stream; refuses more than <paramref name="limit"/> bytes. The row must still be saved by the caller.</summary>
    /// <returns>The row, or null where the limit was passed.</returns>
    public async Task<StoredFile?> SaveAsync(Stream content, string name, string contentType, string by, long division, string purpose, long limit, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        await using (var file = new FileStream(path + ".part", FileMode.CreateNew, FileAccess.Write))
        {
            var block = new byte[Block + 5];
            for (var number = 0; ; number++)
            {
                var read = await content.ReadAtLeastAsync(block.AsMemory(5, Block), Block, throwOnEndOfStream: false, ct);
                size += read;
                if (size > limit)
                    break;
                hash.AppendData(block, 5, read);
                await WriteBlockAsync(file, block, number, read, ct);
                if (read < Block)
                    break;
            }
            file.Flush(flushToDisk: true);
        }
        if (size > limit)
        {
            File.Delete(path + ".part");
            return null;
        }
        File.Move(path + ".part", path);
        return new StoredFile
        {
            Id = id, Name = Path.GetFileName(name), ContentType = contentType, Size = size, Hash = Convert.ToHexStringLower(hash.GetHashAndReset()),
            By = by, At = time.GetUtcNow(), Division = division, Purpose = purpose,
        };
    }

    private async Task WriteBlockAsync(FileStream file, byte[] block, int number, int read, CancellationToken ct)
    {
        BinaryPrimitives.WriteInt32LittleEndian(block, number);
        block[4] = read < Block ? (byte)1 : (byte)0;
        var box = seal.Close(block.AsSpan(0, read + 5), Sealed.File);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, box.Length);
        await file.WriteAsync(length, ct);
        await file.WriteAsync(box, ct);
    }

    /// <summary>The plain bytes as a forward-only stream.</summary>
    /// <exception cref="InvalidDataException">The file was damaged or cut.</exception>
    public Stream Open(Guid id) => new OpenedFile(new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), seal);

    public bool Exists(Guid id) => File.Exists(PathOf(id));

    public void Delete(Guid id) => File.Delete(PathOf(id));
}
