using System.Buffers.Binary;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>
/// SQLite's write-ahead log as its file format describes it (sqlite.org/fileformat2.html §4): which page stands where, up to the last
/// commit that is whole. Salts change whenever the log begins anew; the checksums run on from frame to frame.
/// </summary>
/// <param name="Salts">Generation of the log; 0 where there is none.</param>
/// <param name="Frames">Frames up to the last commit.</param>
/// <param name="Newest">The last frame of each page.</param>
/// <param name="Written">The page of each frame, in order.</param>
/// <param name="Pages">Size of the database in pages after it; 0 where the log holds no commit.</param>
internal sealed record Wal(ulong Salts, int Frames, uint Pages, IReadOnlyDictionary<uint, int> Newest, IReadOnlyList<uint> Written)
{
    private const int Head = 32, FrameHead = 24;
    private static readonly Wal None = new(0, 0, 0, new Dictionary<uint, int>(), []);

    public static long Offset(int frame, int pageSize) => Head + ((frame - 1) * (long)(FrameHead + pageSize)) + FrameHead;

    /// <summary>The generation now, without reading frames.</summary>
    public static ulong SaltsOf(string path)
    {
        Span<byte> head = stackalloc byte[Head];
        if (!File.Exists(path))
            return 0;
        using var file = Open(path);
        return RandomAccess.Read(file, head, 0) < Head ? 0 : BinaryPrimitives.ReadUInt64BigEndian(head[16..]);
    }

    public static Microsoft.Win32.SafeHandles.SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public static Wal Read(string path, int pageSize)
    {
        if (!File.Exists(path))
            return None;
        using var file = Open(path);
        var head = new byte[Head];
        var magic = RandomAccess.Read(file, head, 0) < Head ? 0 : BinaryPrimitives.ReadUInt32BigEndian(head);
        if (magic is not (0x377f0682 or 0x377f0683))
            return None;
        var sums = new Sums(bigEndian: (magic & 1) == 1);
        sums.Add(head.AsSpan(0, 24));
        if (!sums.Are(head.AsSpan(24)) || BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(8)) != pageSize)
            return None;
        return Commits(file, head.AsSpan(16, 8).ToArray(), sums, pageSize);
    }

    private static Wal Commits(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] salts, Sums sums, int pageSize)
    {
        var (newest, open, written) = (new Dictionary<uint, int>(), new List<(uint Page, int Frame)>(), new List<uint>());
        var (frames, pages, buffer) = (0, 0u, new byte[FrameHead + pageSize]);
        for (var number = 1; RandomAccess.Read(file, buffer, Offset(number, pageSize) - FrameHead) == buffer.Length; number++)
        {
            sums.Add(buffer.AsSpan(0, 8));
            sums.Add(buffer.AsSpan(FrameHead));
            if (!buffer.AsSpan(8, 8).SequenceEqual(salts) || !sums.Are(buffer.AsSpan(16, 8)))
                break;
            open.Add((BinaryPrimitives.ReadUInt32BigEndian(buffer), number));
            if (BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(4)) is > 0 and var size)
            {
                open.ForEach(o => newest[o.Page] = o.Frame);
                written.AddRange(open.Select(o => o.Page));
                open.Clear();
                (frames, pages) = (number, size);
            }
        }
        return new Wal(BinaryPrimitives.ReadUInt64BigEndian(salts), frames, pages, newest, written);
    }

    private struct Sums(bool bigEndian)
    {
        private uint first, second;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i += 8)
            {
                first += Word(bytes[i..]) + second;
                second += Word(bytes[(i + 4)..]) + first;
            }
        }

        private readonly uint Word(ReadOnlySpan<byte> bytes) => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

        public readonly bool Are(ReadOnlySpan<byte> stored) => BinaryPrimitives.ReadUInt32BigEndian(stored) == first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == second;
    }
}
