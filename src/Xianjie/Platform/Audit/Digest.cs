using System.Buffers.Binary;
using System.Text;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Protection.Suites;

namespace Xianjie.Platform.Audit;

/// <summary>SHA-256 or SM3 over the fields of audit records; each field is written with its length, so that no two records give the same bytes.</summary>
internal sealed class Digest : IDisposable
{
    public const int Size = 32;
    public static readonly byte[] None = new byte[Size];
    public const string Sha256 = "SHA-256", Sm3 = "SM3";
    private readonly IRunningHash hash;
    private byte[] buffer = new byte[1024];
    private int length;

    public Digest(string suite) => hash = (suite == Sm3 ? CipherSuites.National : CipherSuites.International).Hash();

    /// <summary>What this process writes new events with, set once at its start; each event says its own, so that a chain may change on the way.</summary>
    public static string Chosen { get; private set; } = Sha256;

    /// <exception cref="InvalidDataException">Neither sha256 nor sm3.</exception>
    public static void Choose(string setting) => Chosen = setting.ToUpperInvariant() switch
    {
        "SHA256" or Sha256 => Sha256,
        Sm3 => Sm3,
        _ => throw new InvalidDataException($"XIANJIE_AUDIT_HASH 只能是 sha256 或 sm3，现在是“{setting}”。"),
    };

    public static byte[] Of(IEnumerable<Change> changes, string suite)
    {
        using var digest = new Digest(suite);
        foreach (var change in changes)
            digest.Add(change);
        return digest.Whole();
    }

    public static byte[] Of(AuditEvent e)
    {
        using var digest = new Digest(e.Suite);
        digest.Id(e.Id);
        digest.Number(e.At.UtcTicks / 10);
        digest.Number((int)e.Kind);
        digest.Text(e.By);
        digest.Text(e.Login);
        digest.Number(e.Division);
        digest.Text(e.What);
        digest.Text(e.Why);
        digest.Text(e.Object);
        digest.Id(e.ObjectId ?? Guid.Empty);
        digest.Text(e.Address);
        digest.Number(e.Count);
        digest.Bytes(e.Content);
        digest.Bytes(e.DetailSealed);
        return digest.Whole();
    }

    /// <summary>The hash of a link: its place, the hash of the one before, and its own event.</summary>
    public static byte[] Link(long place, byte[] before, AuditEvent e)
    {
        using var digest = new Digest(e.Suite);
        digest.Text("xianjie audit 1");
        digest.Number(place);
        digest.Bytes(before);
        digest.Bytes(Of(e));
        return digest.Whole();
    }

    public void Add(Change c)
    {
        Id(c.Id);
        Id(c.SetId);
        Number(c.Place);
        Number(c.At.UtcTicks / 10);
        Text(c.By);
        Text(c.What);
        Text(c.Why);
        Text(c.Evidence);
        Id(c.Batch ?? Guid.Empty);
        Text(c.Object);
        Id(c.ObjectId);
        Number(c.Division);
        Text(c.Before);
        Text(c.After);
        hash.Append(buffer.AsSpan(0, length));
        length = 0;
    }

    public byte[] Whole()
    {
        hash.Append(buffer.AsSpan(0, length));
        length = 0;
        return hash.Whole();
    }

    public void Dispose() => hash.Dispose();

    private void Number(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    private void Id(Guid value) => value.TryWriteBytes(Room(16));

    private void Bytes(byte[]? value)
    {
        Number(value?.Length ?? -1);
        value.CopyTo(Room(value?.Length ?? 0));
    }

    private void Text(string? value)
    {
        Number(value is null ? -1 : Encoding.UTF8.GetByteCount(value));
        if (value is not null)
            Encoding.UTF8.GetBytes(value, Room(Encoding.UTF8.GetByteCount(value)));
    }

    private Span<byte> Room(int count)
    {
        if (length + count > buffer.Length)
            Array.Resize(ref buffer, Math.Max(length + count, buffer.Length * 2));
        length += count;
        return buffer.AsSpan(length - count, count);
    }
}
