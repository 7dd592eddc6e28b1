using System.Security.Cryptography;
using System.Text;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Suites;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>The algorithms give what their standards say. ASVS 6.2.2, 6.2.3, 6.2.4, 6.2.5.</summary>
public sealed class CipherSuiteTests
{
    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", string.Empty, StringComparison.Ordinal));

    private static string Hash(ICipherSuite suite, string text)
    {
        using var hash = suite.Hash();
        hash.Append(Encoding.ASCII.GetBytes(text));
        return Convert.ToHexStringLower(hash.Whole());
    }

    /// <summary>GB/T 32905-2016, appendix A; FIPS 180-4 for SHA-256.</summary>
    [Fact]
    public void SM3_and_SHA256_give_the_digests_of_their_standards()
    {
        Assert.Equal("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", Hash(CipherSuites.National, "abc"));
        Assert.Equal("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732", Hash(CipherSuites.National, string.Concat(Enumerable.Repeat("abcd", 16))));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hash(CipherSuites.International, "abc"));
    }

    /// <summary>GB/T 32907-2016, appendix A: one block, and one million times over.</summary>
    [Fact]
    public void SM4_gives_the_blocks_of_its_standard()
    {
        var engine = new Org.BouncyCastle.Crypto.Engines.SM4Engine();
        var block = Hex("0123456789abcdeffedcba9876543210");
        engine.Init(true, new Org.BouncyCastle.Crypto.Parameters.KeyParameter((byte[])block.Clone()));
        engine.ProcessBlock(block, 0, block, 0);
        Assert.Equal(Hex("681edf34d206965e86b3e94f536e4246"), block);
        for (var i = 1; i < 1_000_000; i++)
            engine.ProcessBlock(block, 0, block, 0);
        Assert.Equal(Hex("595298c7c6fd271f0402f804c33d3f66"), block);
    }

    /// <summary>RFC 8998, appendix A.1.</summary>
    [Fact]
    public void SM4_GCM_gives_the_text_and_tag_of_RFC_8998() => Check(CipherSuites.National,
        "0123456789ABCDEFFEDCBA9876543210", "00001234567800000000ABCD", "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2",
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D", "83DE3541E4C2B58177E065A9BF7B62EC");

    /// <summary>McGrew and Viega, The Galois/Counter Mode of Operation, test case 16; as NIST SP 800-38D's own vectors.</summary>
    [Fact]
    public void AES_256_GCM_gives_the_text_and_tag_of_its_test_case_16() => Check(CipherSuites.International,
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662", "76fc6ece0f4e1768cddf8853bb2d551b");

    private static void Check(ICipherSuite suite, string key, string nonce, string bound, string text, string box, string tag)
    {
        using var cipher = suite.Cipher(Hex(key));
        var (made, madeTag, back) = (new byte[Hex(text).Length], new byte[16], new byte[Hex(text).Length]);
        cipher.Encrypt(Hex(nonce), Hex(text), made, madeTag, Hex(bound));
        Assert.Equal((Hex(box), Hex(tag)), (made, madeTag), PairComparer.Instance);
        cipher.Decrypt(Hex(nonce), made, madeTag, back, Hex(bound));
        Assert.Equal(Hex(text), back);
        madeTag[3] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(Hex(nonce), made, madeTag, back, Hex(bound)));
    }

    /// <summary>RFC 5869, appendix A.3 (no salt, no info); the first 32 bytes.</summary>
    [Fact]
    public void Keys_are_derived_as_RFC_5869_says() =>
        Assert.Equal(Hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"), CipherSuites.International.Derive(Hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), [], 32));

    [Theory]
    [InlineData("aes")]
    [InlineData("sm4")]
    public void Both_suites_bind_a_value_to_its_kind_and_key(string name)
    {
        using var seal = new Seal(KeyRing.Of(new byte[32], CipherSuites.Of(name).Name));
        var box = seal.Close("6222021234567890128", Sealed.BankCard);
        Assert.Equal("6222021234567890128", seal.Open(box, Sealed.BankCard));
        Assert.Throws<AuthenticationTagMismatchException>(() => seal.Open(box, Sealed.Phone));
        Assert.NotEqual(box, seal.Close("6222021234567890128", Sealed.BankCard));
        Assert.Equal(seal.Index("甲", Sealed.Phone), seal.Index("甲", Sealed.Phone));
        box[0] = 9;
        Assert.Equal(9, Assert.Throws<MissingKeyException>(() => seal.Open(box, Sealed.BankCard)).Number);
    }

    private sealed class PairComparer : IEqualityComparer<(byte[], byte[])>
    {
        public static readonly PairComparer Instance = new();

        public bool Equals((byte[], byte[]) x, (byte[], byte[]) y) => x.Item1.AsSpan().SequenceEqual(y.Item1) && x.Item2.AsSpan().SequenceEqual(y.Item2);

        public int GetHashCode((byte[], byte[]) obj) => obj.Item1.Length;
    }
}
