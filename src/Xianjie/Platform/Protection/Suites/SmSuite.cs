using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Xianjie.Platform.Protection.Suites;

/// <summary>国密: SM4-GCM (GB/T 32907, RFC 8998), HMAC-SM3 and SM3 (GB/T 32905).</summary>
internal sealed class SmSuite : ICipherSuite
{
    public string Name => "SM4-GCM+SM3";
    public int KeySize => 16;

    public IValueCipher Cipher(byte[] key) => new Value(key);

    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Span<byte> mac)
    {
        var hmac = new HMac(new SM3Digest());
        hmac.Init(new KeyParameter(key.ToArray()));
        var bytes = text.ToArray();
        hmac.BlockUpdate(bytes, 0, bytes.Length);
        var whole = new byte[ICipherSuite.HashSize];
        hmac.DoFinal(whole, 0);
        whole.CopyTo(mac);
    }

    public IRunningHash Hash() => new Running();

    private sealed class Value(byte[] key) : IValueCipher
    {
        private readonly GcmBlockCipher gcm = new(new SM4Engine());
        private readonly KeyParameter key = new(key);

        public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, Span<byte> box, Span<byte> tag, ReadOnlySpan<byte> bound)
        {
            var made = Run(true, nonce, text, bound);
            made.AsSpan(0, text.Length).CopyTo(box);
            made.AsSpan(text.Length).CopyTo(tag);
        }

        public void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> box, ReadOnlySpan<byte> tag, Span<byte> text, ReadOnlySpan<byte> bound)
        {
            try
            {
                Run(false, nonce, [.. box, .. tag], bound).CopyTo(text);
            }
            catch (InvalidCipherTextException changed)
            {
                throw new AuthenticationTagMismatchException(changed.Message);
            }
        }

        private byte[] Run(bool encrypt, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, ReadOnlySpan<byte> bound)
        {
            gcm.Init(encrypt, new AeadParameters(key, ICipherSuite.TagSize * 8, nonce.ToArray(), bound.ToArray()));
            var output = new byte[gcm.GetOutputSize(input.Length)];
            var bytes = input.ToArray();
            var written = gcm.ProcessBytes(bytes, 0, bytes.Length, output, 0);
            gcm.DoFinal(output, written);
            return output;
        }

        public void Dispose() => gcm.Reset();
    }

    private sealed class Running : IRunningHash
    {
        private readonly SM3Digest hash = new();

        public void Append(ReadOnlySpan<byte> bytes)
        {
            var all = bytes.ToArray();
            hash.BlockUpdate(all, 0, all.Length);
        }

        public byte[] Whole()
        {
            var whole = new byte[ICipherSuite.HashSize];
            hash.DoFinal(whole, 0);
            return whole;
        }

        public void Dispose() => hash.Reset();
    }
}
