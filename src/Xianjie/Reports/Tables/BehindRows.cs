using System.Buffers.Binary;
using System.IO.Compression;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Tables;

/// <summary>Rows behind a figure as bytes: ids, and the part of each where they are added up.</summary>
internal static class BehindRows
{
    /// <summary>Of more rows only their number is kept.</summary>
    public const int Most = 200_000;

    private const int Size = 33;

    public static byte[] Pack(IReadOnlyList<RowShare> rows)
    {
        var plain = new byte[rows.Count * Size];
        Span<int> bits = stackalloc int[4];
        foreach (var (at, row) in rows.Index())
        {
            var cell = plain.AsSpan(at * Size, Size);
            row.Id.TryWriteBytes(cell);
            cell[16] = row.Value is null ? (byte)0 : (byte)1;
            decimal.GetBits(row.Value ?? 0, bits);
            for (var i = 0; i < 4; i++)
                BinaryPrimitives.WriteInt32LittleEndian(cell[(17 + (i * 4))..], bits[i]);
        }
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(plain);
        return packed.ToArray();
    }

    public static IReadOnlyList<RowShare> Unpack(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        deflate.CopyTo(plain);
        var bytes = plain.ToArray();
        var rows = new List<RowShare>(bytes.Length / Size);
        Span<int> bits = stackalloc int[4];
        for (var at = 0; at + Size <= bytes.Length; at += Size)
        {
            for (var i = 0; i < 4; i++)
                bits[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 17 + (i * 4)));
            rows.Add(new(new Guid(bytes.AsSpan(at, 16)), bytes[at + 16] == 0 ? null : new decimal(bits)));
        }
        return rows;
    }
}
