using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Xianjie.Screening;

/// <summary>Rows put aside on disk by part of the county while files are read. Every piece is encrypted (AES-256-GCM) with a key that only
/// this object holds, and the file has no name any more once it is open: after a crash nothing can be read, and nothing is left.</summary>
internal sealed class Spill : IDisposable
{
    private const int TagSize = 16;
    private readonly SafeFileHandle file;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly List<Piece> pieces = [];
    private readonly Lock adding = new();
    private long end;
    private ulong nonces;
    private ILookup<(FactTable, int), Piece>? places;

    /// <param name="folder">Where the file is made.</param>
    /// <param name="partSize">Households of a part.</param>
    public Spill(string folder, int partSize)
    {
        PartSize = partSize;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Path.GetRandomFileName());
        file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.None);
        File.Delete(path);
    }

    /// <summary>Rows of one piece of a file within one part of the county.</summary>
    private sealed record Piece(FactTable Fact, int Source, int Sequence, int Part, long At, int Length, int Rows, bool HasKey, ulong Nonce);

    /// <summary>Households of a part.</summary>
    public int PartSize { get; }

    /// <summary>Bytes put aside.</summary>
    public long Bytes => end;

    /// <summary>Puts the rows of a piece of a file aside, each with its part of the county.</summary>
    public void Write(FactRows rows, FactTable fact, int sequence, SpillScratch scratch)
    {
        if (rows.Count == 0) return;
        using var aes = new AesGcm(key, TagSize);
        var (places, ends, first) = scratch.ByPart(rows.Household, PartSize);
        scratch.Sealed.Clear();
        var written = new List<Piece>();
        for (var part = 0; part < ends.Length; part++)
        {
            var count = ends[part] - (part == 0 ? 0 : ends[part - 1]);
            if (count == 0) continue;
            scratch.Plain.Clear();
            rows.WriteTo(scratch.Plain, places.AsSpan(ends[part] - count, count));
            var plain = scratch.Plain.Written;
            var (at, nonce) = (scratch.Sealed.Length, Interlocked.Increment(ref nonces));
            var room = scratch.Sealed.Take<byte>(plain.Length + TagSize);
            aes.Encrypt(Nonce(nonce), plain, room[..plain.Length], room[plain.Length..]);
            written.Add(new Piece(fact, rows.Source, sequence, first + part, at, plain.Length, count, rows.Key.Count > 0, nonce));
        }
        var start = Interlocked.Add(ref end, scratch.Sealed.Length) - scratch.Sealed.Length;
        RandomAccess.Write(file, scratch.Sealed.Written, start);
        lock (adding) pieces.AddRange(written.Select(p => p with { At = p.At + start }));
    }

    /// <summary>The rows of a fact in one part, by file in the order of the files' pieces.</summary>
    /// <param name="newRows">Where the rows of a file go.</param>
    /// <param name="firstRow">Number of the first row of each piece (file, sequence); row numbers were counted from the piece's start.</param>
    public List<FactRows> Read(FactTable fact, int part, Func<int, FactRows> newRows, Func<int, int, int> firstRow, SpillScratch scratch)
    {
        lock (adding) places ??= pieces.ToLookup(p => (p.Fact, p.Part));
        using var aes = new AesGcm(key, TagSize);
        var read = new List<FactRows>();
        foreach (var piece in places[(fact, part)].OrderBy(p => p.Source).ThenBy(p => p.Sequence))
        {
            if (read.Count == 0 || read[^1].Source != piece.Source) read.Add(newRows(piece.Source));
            scratch.Sealed.Clear();
            scratch.Plain.Clear();
            var closed = scratch.Sealed.Take<byte>(piece.Length + TagSize);
            var plain = scratch.Plain.Take<byte>(piece.Length);
            if (RandomAccess.Read(file, closed, piece.At) != closed.Length) throw new IOException("The rows put aside cannot be read back.");
            aes.Decrypt(Nonce(piece.Nonce), closed[..piece.Length], closed[piece.Length..], plain);
            var source = new ByteSource(plain);
            var at = read[^1].Count;
            read[^1].ReadFrom(ref source, piece.Rows, piece.HasKey);
            var first = firstRow(piece.Source, piece.Sequence);
            for (var row = at; row < read[^1].Count; row++) read[^1].RowNumber[row] += first;
        }
        return read;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        file.Dispose();
    }

    private static byte[] Nonce(ulong number)
    {
        var nonce = new byte[12];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(nonce, number);
        return nonce;
    }
}
