using System.Security.Cryptography;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Suites;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>The key file over its life. ASVS 6.2.4, 6.4.1, 6.4.2.</summary>
public sealed class KeyRingTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 2, 1, 0, 0, TimeSpan.Zero);

    private static string Fresh() => Path.Combine(Directory.CreateTempSubdirectory("xianjie-ring-").FullName, "master.key");

    [Fact]
    public void A_file_with_a_single_key_goes_on_as_key_1_of_a_ring()
    {
        var path = Fresh();
        var master = RandomNumberGenerator.GetBytes(32);
        File.WriteAllText(path, Convert.ToBase64String(master));
        using var before = new Seal(master);
        var old = before.Close("13800000000", Sealed.Phone);
        using var seal = Seal.FromFile(path);
        Assert.Equal("13800000000", seal.Open(old, Sealed.Phone));
        Assert.Equal(before.Index("13800000000", Sealed.Phone), seal.Index("13800000000", Sealed.Phone));
        Assert.Equal(2, seal.Ring.Turn("sm4", Day));
        var fresh = seal.Close("13800000000", Sealed.Phone);
        Assert.Equal(((byte)1, (byte)2), (Seal.KeyOf(old), Seal.KeyOf(fresh)));
        Assert.Equal(("13800000000", "13800000000"), (seal.Open(old, Sealed.Phone), seal.Open(fresh, Sealed.Phone)));
        Assert.Equal([seal.Index("13800000000", Sealed.Phone), before.Index("13800000000", Sealed.Phone)], seal.Indexes("13800000000", Sealed.Phone));
        Assert.Throws<InvalidOperationException>(() => seal.Ring.Turn("aes", Day));
    }

    [Fact]
    public void Another_process_on_the_same_file_opens_what_the_new_key_sealed()
    {
        var path = Fresh();
        using var one = Seal.FromFile(path);
        using var two = Seal.FromFile(path);
        one.Ring.Turn("aes", Day);
        Assert.Equal("甲", two.Open(one.Close("甲", Sealed.Address), Sealed.Address));
        Assert.Equal(2, two.Active);
    }

    [Fact]
    public void A_destroyed_key_opens_nothing_and_its_bytes_are_gone()
    {
        var path = Fresh();
        using var seal = Seal.FromFile(path);
        var old = seal.Close("甲", Sealed.Address);
        var bytes = Convert.ToBase64String(seal.Ring.Active.Material);
        seal.Ring.Turn("aes", Day);
        seal.Ring.Set(1, KeyState.Retired, Day);
        Assert.Equal("甲", seal.Open(old, Sealed.Address));
        seal.Ring.Set(1, KeyState.Destroyed, Day);
        Assert.Contains("销毁", Assert.Throws<MissingKeyException>(() => seal.Open(old, Sealed.Address)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(bytes, File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrapped_file_shows_no_key_and_opens_with_nothing_else()
    {
        var path = Fresh();
        var ring = KeyRing.FromFile(path, "aes", Day);
        var bytes = Convert.ToBase64String(ring.Active.Material);
        Assert.Contains(bytes, File.ReadAllText(path), StringComparison.Ordinal);
        var outer = RandomNumberGenerator.GetBytes(32);
        ring.Wrap(KeyWrap.OfPassphrase("四个随机的词语连在一起当作口令 2026"));
        Assert.DoesNotContain(bytes, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains(KeyWrap.PassphraseVariable, Assert.Throws<InvalidDataException>(() => KeyRing.FromFile(path, "aes", Day)).Message, StringComparison.Ordinal);
        var wrap = KeyWrap.OfKey(Convert.ToBase64String(outer));
        Assert.Throws<InvalidDataException>(() => KeyWrap.OfPassphrase("别的口令", wrap.Salt).Open(wrap.Close(ring.Active), 1, ring.Active.Suite));
        Assert.Throws<InvalidDataException>(() => wrap.Open(wrap.Close(ring.Active), 2, ring.Active.Suite));
        Assert.Equal(ring.Active.Material, wrap.Open(wrap.Close(ring.Active), 1, ring.Active.Suite));
    }

    [Fact]
    public void A_damaged_file_is_never_replaced()
    {
        var path = Fresh();
        KeyRing.FromFile(path, "aes", Day);
        File.WriteAllText(path, File.ReadAllText(path)[..40]);
        Assert.Contains("已损坏", Assert.Throws<InvalidDataException>(() => KeyRing.FromFile(path, "aes", Day)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Escrow_is_overdue_when_there_is_none_or_a_key_came_later()
    {
        var ring = KeyRing.FromFile(Fresh(), CipherSuites.National.Name, Day);
        Assert.Contains("还没有托管", RingCheck.Overdue(ring), StringComparison.Ordinal);
        ring.Escrowed(new Escrow(Day, 5, 3, [1]));
        Assert.Null(RingCheck.Overdue(ring));
        ring.Turn("aes", Day);
        Assert.Contains("2 号密钥", RingCheck.Overdue(ring), StringComparison.Ordinal);
    }
}
