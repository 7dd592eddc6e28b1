using System.Security.Cryptography;
using System.Text;

namespace Xianjie.Platform.Protection;

/// <summary>What is sealed; part of the authenticated data, so that a value copied into another column does not open.</summary>
internal enum Sealed { CitizenId, Phone, BankCard, Disability, Address, File, Form, Audit }

/// <summary>
/// Encrypts personal fields (AES-256-GCM: version, nonce, tag, text) and makes the keyed blind index by which they are found
/// (HMAC-SHA256, first 16 bytes). Keys come from a file outside the database.
/// </summary>
internal sealed class Seal : IDisposable
{
    private const byte Version = 1;
    private const int NonceSize = 12, TagSize = 16;
    // One per thread: the OpenSSL context behind AesGcm must not be used by two threads at once
    private readonly ThreadLocal<AesGcm> ciphers;
    private readonly byte[] indexKey;

    public Seal(ReadOnlySpan<byte> master)
    {
        var fieldKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, master.ToArray(), 32, info: "xianjie field 1"u8.ToArray());
        ciphers = new ThreadLocal<AesGcm>(() => new AesGcm(fieldKey, TagSize), trackAllValues: true);
        indexKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, master.ToArray(), 32, info: "xianjie index 1"u8.ToArray());
    }

    /// <summary>Reads the key file, or makes one (32 random bytes, readable by the owner alone).</summary>
    public static Seal FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var fresh = path + ".new";
            using (var file = new FileStream(fresh, Options()))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
                file.Flush(flushToDisk: true);
            }
            File.Move(fresh, path);
        }
        var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
        return key.Length == 32 ? new Seal(key) : throw new InvalidDataException($"密钥文件 {path} 已损坏：应为 32 字节。请从备份恢复密钥文件，不要删除它。");
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    public byte[] Close(string text, Sealed kind) => Close(Encoding.UTF8.GetBytes(text), kind);

    public byte[] Close(ReadOnlySpan<byte> text, Sealed kind)
    {
        var box = new byte[1 + NonceSize + TagSize + text.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceSize));
        ciphers.Value!.Encrypt(box.AsSpan(1, NonceSize), text, box.AsSpan(1 + NonceSize + TagSize), box.AsSpan(1 + NonceSize, TagSize), [Version, (byte)kind]);
        return box;
    }

    /// <exception cref="CryptographicException">The value was changed, belongs to another kind of field or to another key.</exception>
    public string Open(byte[] box, Sealed kind) => Encoding.UTF8.GetString(OpenBytes(box, kind));

    public byte[] OpenBytes(byte[] box, Sealed kind)
    {
        if (box.Length < 1 + NonceSize + TagSize || box[0] != Version)
            throw new CryptographicException("Not a sealed value of this version.");
        var text = new byte[box.Length - 1 - NonceSize - TagSize];
        ciphers.Value!.Decrypt(box.AsSpan(1, NonceSize), box.AsSpan(1 + NonceSize + TagSize), box.AsSpan(1 + NonceSize, TagSize), text, [Version, (byte)kind]);
        return text;
    }

    /// <summary>Opens into a buffer that the caller keeps; tells how many bytes the text has.</summary>
    /// <exception cref="CryptographicException">As <see cref="Open"/>.</exception>
    public int OpenBytes(ReadOnlySpan<byte> box, Sealed kind, Span<byte> text)
    {
        if (box.Length < 1 + NonceSize + TagSize || box[0] != Version)
            throw new CryptographicException("Not a sealed value of this version.");
        var length = box.Length - 1 - NonceSize - TagSize;
        ciphers.Value!.Decrypt(box.Slice(1, NonceSize), box[(1 + NonceSize + TagSize)..], box.Slice(1 + NonceSize, TagSize), text[..length], [Version, (byte)kind]);
        return length;
    }

    /// <summary>Equal texts of one kind give equal 16 bytes; without the key they tell nothing.</summary>
    public byte[] Index(string text, Sealed kind)
    {
        Span<byte> input = stackalloc byte[1 + Encoding.UTF8.GetMaxByteCount(text.Length)];
        input[0] = (byte)kind;
        var length = 1 + Encoding.UTF8.GetBytes(text, input[1..]);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(indexKey, input[..length], hash);
        return hash[..16].ToArray();
    }

    public void Dispose()
    {
        foreach (var cipher in ciphers.Values)
            cipher.Dispose();
        ciphers.Dispose();
    }
}
