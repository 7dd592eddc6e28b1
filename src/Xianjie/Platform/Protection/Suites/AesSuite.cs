using System.Security.Cryptography;

namespace Xianjie.Platform.Protection.Suites;

/// <summary>AES-256-GCM (NIST SP 800-38D), HMAC-SHA-256 and SHA-256 of the framework.</summary>
internal sealed class AesSuite : ICipherSuite
{
    public string Name => "AES-256-GCM+SHA-256";
    public int KeySize => 32;

    public IValueCipher Cipher(byte[] key) => new Value(key);

    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Span<byte> mac) => HMACSHA256.HashData(key, text, mac);

    public IRunningHash Hash() => new Running();

    private sealed class Value(byte[] key) : IValueCipher
    {
        private readonly AesGcm gcm = new(key, ICipherSuite.TagSize);

        public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, Span<byte> box, Span<byte> tag, ReadOnlySpan<byte> bound) => gcm.Encrypt(nonce, text, box, tag, bound);

        public void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> box, ReadOnlySpan<byte> tag, Span<byte> text, ReadOnlySpan<byte> bound) => gcm.Decrypt(nonce, box, tag, text, bound);

        public void Dispose() => gcm.Dispose();
    }

    private sealed class Running : IRunningHash
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

        public byte[] Whole() => hash.GetHashAndReset();

        public void Dispose() => hash.Dispose();
    }
}
