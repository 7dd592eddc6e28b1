using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>Writes one part: sealed, compressed, hashed as it goes, and under its name only once it lies whole on the disk.</summary>
internal sealed class PartWriter : IDisposable
{
    public const string Mark = "xianjie-set-1";
    private readonly string path;
    private readonly FileStream file;
    private readonly CryptoStream hashing;
    private readonly SHA256 sha = SHA256.Create();
    private readonly SealedWriter sealing;
    private readonly GZipStream zip;
    private bool ended;

    public BinaryWriter Out { get; }

    public PartWriter(string path, PartHeader header, Seal seal)
    {
        this.path = path;
        file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write);
        hashing = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true);
        sealing = new SealedWriter(hashing, seal);
        zip = new GZipStream(sealing, CompressionLevel.Fastest);
        Out = new BinaryWriter(zip, Encoding.UTF8);
        Out.Write(Mark);
        Out.Write(JsonSerializer.Serialize(header));
    }

    /// <summary>Size and SHA-256 of the finished part.</summary>
    public (long Size, string Sha256) End()
    {
        Out.Write("end");
        Out.Dispose();
        sealing.Dispose();
        hashing.FlushFinalBlock();
        file.Flush(flushToDisk: true);
        var size = file.Length;
        ended = true;
        file.Dispose();
        File.Move(path + ".part", path, overwrite: true);
        return (size, Convert.ToHexStringLower(sha.Hash!));
    }

    public void Dispose()
    {
        if (!ended)
        {
            file.Dispose();
            File.Delete(path + ".part");
        }
        sha.Dispose();
    }
}
