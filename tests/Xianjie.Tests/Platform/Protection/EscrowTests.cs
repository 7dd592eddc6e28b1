using FsCheck;
using FsCheck.Fluent;
using Xianjie.Platform.Protection.Escrow;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Suites;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>Secret sharing and its papers. ASVS 6.4.1, 6.4.2.</summary>
public sealed class EscrowTests
{
    [Fact]
    public void Every_element_but_nought_has_an_inverse_and_multiplication_is_that_of_AES()
    {
        for (var a = 1; a < 256; a++)
            Assert.Equal(1, Shamir.Times((byte)a, Shamir.Inverse((byte)a)));
        Assert.Equal(0xc1, Shamir.Times(0x57, 0x83)); // FIPS 197, 4.2
        Assert.Equal(0xfe, Shamir.Times(0x57, 0x13));
    }

    [Fact]
    public void Any_t_of_n_shares_give_the_secret_and_fewer_do_not()
    {
        var orders = from secret in ArbMap.Default.ArbFor<byte[]>().Generator.Where(s => s.Length is > 3 and < 100)
                     from shares in Gen.Choose(2, 12)
                     from threshold in Gen.Choose(2, shares)
                     from order in Gen.Shuffle(Enumerable.Range(0, shares).ToArray())
                     select (secret, shares, threshold, order);
        Prop.ForAll(orders.ToArbitrary(), o =>
        {
            var parts = Shamir.Split(o.secret, o.shares, o.threshold);
            Dictionary<byte, byte[]> Some(int count) => o.order.Take(count).ToDictionary(i => (byte)(i + 1), i => parts[i]);
            Assert.Equal(o.secret, Shamir.Join(Some(o.threshold)));
            Assert.Equal(o.secret, Shamir.Join(Some(o.shares)));
            // one share less gives the secret by chance only: 2⁻³² and less here
            Assert.NotEqual(o.secret, Shamir.Join(Some(o.threshold - 1)));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>With one share missing every value of the secret is as likely as any other: no byte is favoured.</summary>
    [Fact]
    public void One_share_too_few_tells_nothing()
    {
        var counts = new int[256];
        for (var i = 0; i < 25_600; i++)
            counts[Shamir.Split([42], 3, 3)[0][0]]++;
        // chi-square with 255 degrees of freedom: 350 is passed by chance once in ten thousand
        Assert.InRange(counts.Sum(c => (c - 100.0) * (c - 100.0) / 100.0), 150, 350);
    }

    [Fact]
    public void A_share_is_read_back_from_paper_and_a_slip_is_found_in_its_line()
    {
        var share = new KeyShare(0xBEEF, 3, 2, 5, [.. Enumerable.Range(0, 80).Select(i => (byte)(i * 7))]);
        var lines = share.Lines();
        var (back, refusal) = KeyShare.Read("密钥托管份额 3/5\n" + string.Join('\n', lines).ToLowerInvariant().Replace('0', 'o').Replace('1', 'l'));
        Assert.Null(refusal);
        Assert.Equal((share.Set, share.Number, share.Threshold, share.Shares), (back!.Set, back.Number, back.Threshold, back.Shares));
        Assert.Equal(share.Part, back.Part);
        for (var line = 0; line < lines.Count; line++)
        {
            var wrong = lines.ToList();
            wrong[line] = (wrong[line][0] == 'Z' ? 'Y' : 'Z') + wrong[line][1..];
            Assert.Contains($"第 {line + 1} 行", KeyShare.Read(string.Join('\n', wrong)).Refusal, StringComparison.Ordinal);
        }
        Assert.Contains("第 1 行", KeyShare.Read(string.Join('\n', lines.Reverse())).Refusal, StringComparison.Ordinal);
        Assert.Contains("不完整", KeyShare.Read(string.Join('\n', lines.SkipLast(1))).Refusal, StringComparison.Ordinal);
        Assert.Equal(share.Part, KeyShare.Read(string.Join('/', lines)).Share!.Part);
    }

    [Fact]
    public void The_ring_comes_back_whole_from_enough_shares_of_one_set()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("xianjie-ring-").FullName, "master.key");
        var ring = KeyRing.FromFile(path, "aes", DateTimeOffset.UnixEpoch.AddDays(20_000));
        ring.Turn("sm4", DateTimeOffset.UnixEpoch.AddDays(20_400));
        var (one, other) = (RingShares.Split(ring, 5, 3), RingShares.Split(ring, 5, 3));
        var (keys, refusal) = RingShares.Join([one[4], one[0], one[2]]);
        Assert.Null(refusal);
        Assert.Equal(ring.Keys.Select(k => (k.Number, k.Suite, k.State, k.Since, Convert.ToHexString(k.Material))), keys!.Select(k => (k.Number, k.Suite, k.State, k.Since, Convert.ToHexString(k.Material))));
        Assert.Contains("需要 3 份", RingShares.Join([one[4], one[0], one[0]]).Refusal, StringComparison.Ordinal);
        Assert.Contains("不是同一次", RingShares.Join([one[4], one[0], other[2]]).Refusal, StringComparison.Ordinal);
        Assert.Contains("合不起来", RingShares.Join([one[4], one[0], one[2] with { Part = [.. one[2].Part.Select(b => (byte)(b ^ 1))] }]).Refusal, StringComparison.Ordinal);
        Assert.Equal([CipherSuites.International.Name, CipherSuites.National.Name], ring.Keys.Select(k => k.Suite));
    }
}
