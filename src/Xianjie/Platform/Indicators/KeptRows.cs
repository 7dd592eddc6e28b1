using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Indicators;

/// <summary>One row behind a kept figure. <paramref name="Value"/>: 1 where rows are counted; 分 or people where they are added up.</summary>
internal readonly record struct RowKey(Guid Id, long Division, long Value);

/// <summary>
/// Which rows of a village a kept figure was made of, so that it opens to them for ever. Named by its content: figures (and months) with the
/// same rows share it.
/// </summary>
internal sealed class KeptRows : IInDivision
{
    /// <summary>From the SHA-256 of what is kept.</summary>
    public required Guid Id { get; init; }
    public required long Division { get; init; }
    public required int Count { get; init; }
    /// <summary>Deflated: ids in rising order, then their values unless all are 1. Empty where it is kept sealed.</summary>
    public required byte[] Content { get; init; }
    /// <summary>The same where the values tell of people, in base 64.</summary>
    [SealedAs(Sealed.Form)]
    public byte[]? ContentSealed { get; set; }

    /// <param name="seal">Closes the rows: their values tell of people.</param>
    public static KeptRows Of(long division, IEnumerable<RowKey> rows, Seal? seal = null)
    {
        var sorted = rows.OrderBy(r => r.Id).ToList();
        var counted = sorted.TrueForAll(r => r.Value == 1);
        var plain = new byte[8 + (sorted.Count * (counted ? 16 : 24))];
        BinaryPrimitives.WriteInt32LittleEndian(plain, sorted.Count);
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(4), counted ? 0 : 1);
        for (var i = 0; i < sorted.Count; i++)
        {
            sorted[i].Id.TryWriteBytes(plain.AsSpan(8 + (i * 16)));
            if (!counted)
                BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(8 + (sorted.Count * 16) + (i * 8)), sorted[i].Value);
        }
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(plain);
        if (seal is null)
            return new KeptRows { Id = new Guid(SHA256.HashData(plain).AsSpan(0, 16)), Division = division, Count = sorted.Count, Content = packed.ToArray() };
        // A plain hash of a few amounts could be guessed
        return new KeptRows { Id = new Guid(seal.Index(Convert.ToBase64String(plain), Sealed.Form).AsSpan(0, 16)), Division = division, Count = sorted.Count, Content = [], ContentSealed = seal.Close(Convert.ToBase64String(packed.ToArray()), Sealed.Form) };
    }

    public IReadOnlyList<RowKey> Read(Seal seal)
    {
        using var deflate = new DeflateStream(new MemoryStream(ContentSealed is { } box ? Convert.FromBase64String(seal.Open(box, Sealed.Form)) : Content, writable: false), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        deflate.CopyTo(plain);
        var bytes = plain.GetBuffer().AsSpan(0, (int)plain.Length);
        var (count, valued) = (BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) == 1);
        var rows = new List<RowKey>(count);
        for (var i = 0; i < count; i++)
            rows.Add(new(new Guid(bytes.Slice(8 + (i * 16), 16)), Division, valued ? BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 + (count * 16) + (i * 8))..]) : 1));
        return rows;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KeptRows>
    {
        public void Configure(EntityTypeBuilder<KeptRows> builder)
        {
            builder.ToTable("kept_rows");
            builder.HasIndex(r => r.Division); // what a county keeps already
        }
    }
}
