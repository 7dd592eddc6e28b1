using System.Security.Cryptography;
using System.Text;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Suites;

namespace Xianjie.Platform.Protection;

/// <summary>What is sealed; part of the authenticated data, so that a value copied into another column does not open.</summary>
internal enum Sealed { CitizenId, Phone, BankCard, Disability, Address, File, Form, Audit, Health, Web, Authenticator, KeptForm }

/// <summary>
/// Encrypts personal fields (number of the key, nonce, tag, text) and makes the keyed blind index by which they are found (16 bytes of a
/// keyed hash). The first byte tells the key and, since a key belongs to one suite, the algorithm. Keys come from a file outside the database.
/// </summary>
internal sealed class Seal : IDisposable
{
    public const int Overhead = 1 + ICipherSuite.NonceSize + ICipherSuite.TagSize;
    private volatile Derived?[] derived;
    private volatile Derived[] live;

    public Seal(ReadOnlySpan<byte> master) : this(KeyRing.Of(master, CipherSuites.International.Name)) { }

    public Seal(KeyRing ring)
    {
        Ring = ring;
        derived = new Derived?[256];
        live = [];
        Take();
        ring.Changed += Take;
    }

    public KeyRing Ring { get; }

    /// <summary>Number of the key that seals new values.</summary>
    public byte Active => live[0].Number;

    /// <summary>A key is leaving: stored indexes may be of more than one key.</summary>
    public bool IsTurning => live.Length > 1;

    /// <summary>Reads the key file, or makes one (readable by the owner alone).</summary>
    public static Seal FromFile(string path, string? suite = null, TimeProvider? time = null) => new(KeyRing.FromFile(path, suite ?? CipherSuites.International.Name, (time ?? TimeProvider.System).GetUtcNow()));

    /// <summary>The key's number of a sealed value; 0 for an empty one.</summary>
    public static byte KeyOf(ReadOnlySpan<byte> box) => box.Length == 0 ? (byte)0 : box[0];

    private void Take()
    {
        var fresh = new Derived?[256];
        foreach (var key in Ring.Keys.Where(k => k.Opens))
            fresh[key.Number] = derived[key.Number] ?? new Derived(key);
        derived = fresh;
        live = [fresh[Ring.Active.Number]!, .. Ring.Keys.Where(k => k.State == KeyState.Leaving).Select(k => fresh[k.Number]!)];
    }

    public byte[] Close(string text, Sealed kind) => Close(Encoding.UTF8.GetBytes(text), kind);

    public byte[] Close(ReadOnlySpan<byte> text, Sealed kind)
    {
        Ring.Look();
        var key = live[0];
        var box = new byte[Overhead + text.Length];
        box[0] = key.Number;
        RandomNumberGenerator.Fill(box.AsSpan(1, ICipherSuite.NonceSize));
        key.Cipher.Encrypt(box.AsSpan(1, ICipherSuite.NonceSize), text, box.AsSpan(Overhead), box.AsSpan(1 + ICipherSuite.NonceSize, ICipherSuite.TagSize), [key.Number, (byte)kind]);
        return box;
    }

    /// <exception cref="CryptographicException">The value was changed, belongs to another kind of field, or its key is not in the ring.</exception>
    public string Open(byte[] box, Sealed kind) => Encoding.UTF8.GetString(OpenBytes(box, kind));

    public byte[] OpenBytes(byte[] box, Sealed kind)
    {
        var text = new byte[Math.Max(0, box.Length - Overhead)];
        OpenBytes(box, kind, text);
        return text;
    }

    /// <summary>Opens into a buffer that the caller keeps; tells how many bytes the text has.</summary>
    /// <exception cref="CryptographicException">As <see cref="Open"/>.</exception>
    public int OpenBytes(ReadOnlySpan<byte> box, Sealed kind, Span<byte> text)
    {
        if (box.Length < Overhead)
            throw new CryptographicException("Not a sealed value.");
        var key = derived[box[0]] ?? Unknown(box[0]);
        var length = box.Length - Overhead;
        key.Cipher.Decrypt(box.Slice(1, ICipherSuite.NonceSize), box[Overhead..], box.Slice(1 + ICipherSuite.NonceSize, ICipherSuite.TagSize), text[..length], [key.Number, (byte)kind]);
        return length;
    }

    private Derived Unknown(byte number)
    {
        Ring.Look(now: true);
        return derived[number] ?? throw new MissingKeyException(number, Ring.Keys.Any(k => k.Number == number));
    }

    /// <summary>Equal texts of one kind give equal 16 bytes; without the key they tell nothing. Of the active key: for new values.</summary>
    public byte[] Index(string text, Sealed kind)
    {
        Ring.Look();
        return live[0].Index(text, kind);
    }

    /// <summary>A keyed hash of a secret under a key of the ring, 32 bytes, with a key of its own.</summary>
    /// <exception cref="MissingKeyException">The ring does not hold the key.</exception>
    public byte[] Pepper(ReadOnlySpan<byte> secret, byte number)
    {
        Ring.Look();
        return (derived[number] ?? Unknown(number)).Pepper(secret);
    }

    /// <summary>The indexes under which a text may stand: the active key's first, then those of keys that are leaving.</summary>
    public List<byte[]> Indexes(string text, Sealed kind)
    {
        Ring.Look();
        return [.. live.Select(key => key.Index(text, kind))];
    }

    /// <summary>The indexes under which the text of a stored value may stand elsewhere.</summary>
    public List<byte[]> Alike(byte[]? box, byte[] index, Sealed kind) => IsTurning && box is not null ? Indexes(Open(box, kind), kind) : [index];

    /// <summary>The index of a stored value as the active key gives it, so that values of two keys can be compared.</summary>
    public byte[] Newest(byte[]? box, byte[] index, Sealed kind) => IsTurning && box is not null && KeyOf(box) != Active ? Index(Open(box, kind), kind) : index;

    public void Dispose()
    {
        Ring.Changed -= Take;
        foreach (var key in derived)
            key?.Dispose();
    }

    /// <summary>The keys for values and for indexes that are derived from one key of the ring.</summary>
    private sealed class Derived : IDisposable
    {
        private readonly ICipherSuite suite;
        private readonly byte[] indexKey, pepperKey;
        // One per thread: the contexts behind the ciphers must not be used by two threads at once
        private readonly ThreadLocal<IValueCipher> ciphers;

        public Derived(RingKey key)
        {
            (Number, suite) = (key.Number, CipherSuites.Of(key.Suite));
            var fieldKey = suite.Derive(key.Material, "xianjie field 1"u8, suite.KeySize);
            indexKey = suite.Derive(key.Material, "xianjie index 1"u8, ICipherSuite.HashSize);
            pepperKey = suite.Derive(key.Material, "xianjie pepper 1"u8, ICipherSuite.HashSize);
            ciphers = new(() => suite.Cipher(fieldKey), trackAllValues: true);
        }

        public byte Number { get; }

        public IValueCipher Cipher => ciphers.Value!;

        public byte[] Pepper(ReadOnlySpan<byte> secret)
        {
            var hash = new byte[ICipherSuite.HashSize];
            suite.Mac(pepperKey, secret, hash);
            return hash;
        }

        public byte[] Index(string text, Sealed kind)
        {
            Span<byte> input = stackalloc byte[1 + Encoding.UTF8.GetMaxByteCount(text.Length)];
            input[0] = (byte)kind;
            var length = 1 + Encoding.UTF8.GetBytes(text, input[1..]);
            Span<byte> hash = stackalloc byte[ICipherSuite.HashSize];
            suite.Mac(indexKey, input[..length], hash);
            return hash[..16].ToArray();
        }

        public void Dispose()
        {
            foreach (var cipher in ciphers.Values)
                cipher.Dispose();
            ciphers.Dispose();
        }
    }
}

/// <summary>A value names a key that the ring does not hold.</summary>
internal sealed class MissingKeyException(byte number, bool destroyed) : CryptographicException(destroyed
    ? $"{number} 号密钥已经销毁，由它加密的内容不能再读出。" : $"密钥文件里没有 {number} 号密钥，打不开由它加密的内容。请把完整的密钥文件放回原处，或用托管份额恢复（keys recover）。")
{
    public byte Number { get; } = number;
}
