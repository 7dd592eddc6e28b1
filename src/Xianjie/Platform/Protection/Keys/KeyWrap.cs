using System.Security.Cryptography;
using System.Text;

namespace Xianjie.Platform.Protection.Keys;

/// <summary>
/// Seals the bytes of the keys inside the key file: with a passphrase (PBKDF2-HMAC-SHA-256, 600,000 rounds) or with 32 bytes from outside
/// (a key management system, a service credential). The passphrase or key comes from the environment, never from the file's own folder.
/// </summary>
internal sealed class KeyWrap
{
    public const string PassphraseVariable = "XIANJIE_KEY_PASSPHRASE", KeyVariable = "XIANJIE_KEY_WRAP";
    private const int Rounds = 600_000, SaltSize = 16;
    private readonly byte[] key;

    private KeyWrap(string kind, byte[] salt, byte[] key) => (Kind, Salt, this.key) = (kind, salt, key);

    /// <summary>passphrase or key.</summary>
    public string Kind { get; }
    public byte[] Salt { get; }

    public static KeyWrap OfPassphrase(string phrase, byte[]? salt = null)
    {
        salt ??= RandomNumberGenerator.GetBytes(SaltSize);
        return new("passphrase", salt, Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(phrase.Normalize(NormalizationForm.FormC)), salt, Rounds, HashAlgorithmName.SHA256, RingKey.Size));
    }

    /// <exception cref="InvalidDataException">Not 32 bytes in Base64.</exception>
    public static KeyWrap OfKey(string base64)
    {
        var bytes = new byte[RingKey.Size];
        return Convert.TryFromBase64String(base64.Trim(), bytes, out var length) && length == RingKey.Size
            ? new("key", [], bytes) : throw new InvalidDataException($"环境变量 {KeyVariable} 应为 Base64 写法的 32 字节。");
    }

    /// <summary>What the environment offers for a file that is sealed in this way.</summary>
    /// <exception cref="InvalidDataException">The file is sealed and the environment does not say with what.</exception>
    public static KeyWrap FromEnvironment(string kind, byte[] salt)
    {
        var variable = kind == "key" ? KeyVariable : PassphraseVariable;
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } given)
            throw new InvalidDataException($"密钥文件已用{(kind == "key" ? "外部密钥" : "口令")}加封，请通过环境变量 {variable} 提供后再启动。");
        return kind == "key" ? OfKey(given) : OfPassphrase(given, salt);
    }

    public byte[] Close(RingKey of)
    {
        using var gcm = new AesGcm(key, 16);
        var box = new byte[12 + 16 + of.Material.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        gcm.Encrypt(box.AsSpan(0, 12), of.Material, box.AsSpan(28), box.AsSpan(12, 16), Bound(of.Number, of.Suite));
        return box;
    }

    /// <exception cref="InvalidDataException">Another passphrase or key, or the file was changed.</exception>
    public byte[] Open(byte[] box, byte number, string suite)
    {
        try
        {
            using var gcm = new AesGcm(key, 16);
            var plain = new byte[box.Length - 28];
            gcm.Decrypt(box.AsSpan(0, 12), box.AsSpan(28), box.AsSpan(12, 16), plain, Bound(number, suite));
            return plain;
        }
        catch (CryptographicException wrong)
        {
            throw new InvalidDataException("打不开密钥文件：口令或外部密钥不对，或文件被改动过。", wrong);
        }
    }

    private static byte[] Bound(byte number, string suite) => [number, .. Encoding.UTF8.GetBytes(suite)];
}
