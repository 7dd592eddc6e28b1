namespace Xianjie.Platform.Protection.Suites;

/// <summary>
/// One family of algorithms: a cipher with authentication for values and files, a keyed hash for blind indexes and derived keys, and a
/// plain hash for chains of records. All have nonces of 12, tags of 16 and hashes of 32 bytes, so that values of both look alike.
/// </summary>
internal interface ICipherSuite
{
    const int NonceSize = 12, TagSize = 16, HashSize = 32;

    /// <summary>Name in the key ring and on screen.</summary>
    string Name { get; }

    /// <summary>Bytes of a cipher key.</summary>
    int KeySize { get; }

    /// <summary>Who holds the result must not use it from two threads at once.</summary>
    IValueCipher Cipher(byte[] key);

    void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Span<byte> mac);

    IRunningHash Hash();

    /// <summary>HKDF (RFC 5869) without salt, one block: enough for keys of up to 32 bytes.</summary>
    byte[] Derive(ReadOnlySpan<byte> master, ReadOnlySpan<byte> info, int size)
    {
        Span<byte> extracted = stackalloc byte[HashSize], block = stackalloc byte[HashSize];
        Mac(stackalloc byte[HashSize], master, extracted);
        Mac(extracted, [.. info, 1], block);
        return block[..size].ToArray();
    }
}

internal interface IValueCipher : IDisposable
{
    void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, Span<byte> box, Span<byte> tag, ReadOnlySpan<byte> bound);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The value, its tag or what it is bound to was changed, or the key is another.</exception>
    void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> box, ReadOnlySpan<byte> tag, Span<byte> text, ReadOnlySpan<byte> bound);
}

/// <summary>A hash over what is appended; 32 bytes.</summary>
internal interface IRunningHash : IDisposable
{
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The hash of what was appended; begins anew.</summary>
    byte[] Whole();
}

/// <summary>The suites by name.</summary>
internal static class CipherSuites
{
    public static readonly ICipherSuite International = new AesSuite(), National = new SmSuite();

    public static IReadOnlyList<ICipherSuite> All { get; } = [International, National];

    /// <exception cref="InvalidDataException">No suite has this name.</exception>
    public static ICipherSuite Of(string name) => All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || s.Name.Split('-', '+')[0].Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidDataException($"没有密码套件“{name}”，可用：{string.Join('、', All.Select(s => s.Name))}。");
}
