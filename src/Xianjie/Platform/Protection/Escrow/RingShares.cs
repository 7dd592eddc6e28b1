using System.Buffers.Binary;
using System.Security.Cryptography;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Suites;

namespace Xianjie.Platform.Protection.Escrow;

/// <summary>The keys that still open something, as bytes, and as shares of which some give all of them back.</summary>
internal static class RingShares
{
    private const int Sum = 8, Each = 2 + 1 + 4 + RingKey.Size;

    public static IReadOnlyList<KeyShare> Split(KeyRing ring, int shares, int threshold)
    {
        var secret = Pack(ring.Keys.Where(k => k.Opens));
        var set = (ushort)RandomNumberGenerator.GetInt32(1, ushort.MaxValue + 1);
        return [.. Shamir.Split(secret, shares, threshold).Select((part, i) => new KeyShare(set, (byte)(i + 1), (byte)threshold, (byte)shares, part))];
    }

    public static (IReadOnlyList<RingKey>? Keys, string? Refusal) Join(IReadOnlyList<KeyShare> shares)
    {
        if (shares.Select(s => (s.Set, s.Threshold, s.Part.Length)).Distinct().Count() != 1)
            return (null, "这些份额不是同一次托管的，请核对每份上的组号。");
        var distinct = shares.DistinctBy(s => s.Number).ToList();
        if (distinct.Count < shares[0].Threshold)
            return (null, $"份额不够：需要 {shares[0].Threshold} 份不同的份额，现有 {distinct.Count} 份。");
        return Unpack(Shamir.Join(distinct.ToDictionary(s => s.Number, s => s.Part))) is { } keys ? (keys, null) : (null, "份额合不起来：其中至少一份不对。");
    }

    private static byte[] Pack(IEnumerable<RingKey> keys)
    {
        var bytes = new List<byte>();
        foreach (var key in keys)
        {
            var since = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(since, (uint)key.Since.ToUnixTimeSeconds());
            bytes.AddRange([key.Number, (byte)CipherSuites.All.ToList().FindIndex(s => s.Name == key.Suite), (byte)key.State, .. since, .. key.Material]);
        }
        return [.. bytes, .. SHA256.HashData([.. bytes]).AsSpan(0, Sum)];
    }

    private static List<RingKey>? Unpack(byte[] secret)
    {
        if (secret.Length < Each + Sum || (secret.Length - Sum) % Each != 0 || !SHA256.HashData(secret.AsSpan(0, secret.Length - Sum)).AsSpan(0, Sum).SequenceEqual(secret.AsSpan(secret.Length - Sum)))
            return null;
        return [.. secret[..^Sum].Chunk(Each).Select(b => (Bytes: b, Since: DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(b.AsSpan(3)))))
            .Select(k => new RingKey(k.Bytes[0], CipherSuites.All[k.Bytes[1]].Name, (KeyState)k.Bytes[2], k.Since, k.Since, k.Bytes[7..]))];
    }
}
