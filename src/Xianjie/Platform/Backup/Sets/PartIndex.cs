using System.Text;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>
/// What a running set knows of the database and the files, so that the next part holds only what changed. Kept in memory and, part by part,
/// beside the parts, so that a restart need not begin a new set. Restoring does not need it.
/// </summary>
internal sealed class PartIndex
{
    public const int HashSize = 16;

    /// <summary>Hash of each page, 16 bytes each; empty on PostgreSQL.</summary>
    public byte[] Hashes { get; private set; } = [];
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the next part goes on: the place in the write-ahead log, or PostgreSQL's snapshot.</summary>
    public string Position { get; set; } = string.Empty;

    private readonly List<uint> touched = [];
    private readonly List<string> added = [], gone = [];

    public bool IsSame(uint page, ReadOnlySpan<byte> hash) =>
        page * (long)HashSize <= Hashes.Length && Hashes.AsSpan((int)(page - 1) * HashSize, HashSize).SequenceEqual(hash);

    public void Set(uint page, ReadOnlySpan<byte> hash)
    {
        Grow(page);
        hash.CopyTo(Hashes.AsSpan((int)(page - 1) * HashSize, HashSize));
        touched.Add(page);
    }

    private void Grow(uint page)
    {
        var needed = (int)page * HashSize;
        if (Hashes.Length < needed)
        {
            var wider = new byte[Math.Max(needed, Hashes.Length + (Hashes.Length / 4))];
            Hashes.CopyTo(wider, 0);
            Hashes = wider;
        }
    }

    public void Add(string file)
    {
        Files.Add(file);
        added.Add(file);
    }

    public void Remove(string file)
    {
        Files.Remove(file);
        gone.Add(file);
    }

    /// <summary>Writes down what changed since the last call.</summary>
    public void Save(string path, Seal seal)
    {
        using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            using (var sealing = new SealedWriter(file, seal))
            using (var writer = new BinaryWriter(sealing, Encoding.UTF8))
            {
                writer.Write(Position);
                writer.Write(touched.Count);
                foreach (var page in touched)
                {
                    writer.Write(page);
                    writer.Write(Hashes.AsSpan((int)(page - 1) * HashSize, HashSize));
                }
                foreach (var names in (List<string>[])[added, gone])
                {
                    writer.Write(names.Count);
                    names.ForEach(writer.Write);
                }
            }
        }
        File.Move(path + ".part", path, overwrite: true);
        touched.Clear();
        added.Clear();
        gone.Clear();
    }

    /// <summary>What a process before this one knew.</summary>
    /// <exception cref="IOException">One of the files is missing or damaged: the set cannot go on, though it can be restored.</exception>
    public static PartIndex Load(BackupSet set, Seal seal)
    {
        var index = new PartIndex();
        foreach (var line in set.Parts)
        {
            using var reader = new BinaryReader(new OpenedFile(File.OpenRead(set.IndexOf(line.Number)), seal), Encoding.UTF8);
            index.Position = reader.ReadString();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var page = reader.ReadUInt32();
                index.Grow(page);
                reader.ReadBytes(HashSize).CopyTo(index.Hashes, (int)(page - 1) * HashSize);
            }
            for (var left = reader.ReadInt32(); left > 0; left--)
                index.Files.Add(reader.ReadString());
            for (var left = reader.ReadInt32(); left > 0; left--)
                index.Files.Remove(reader.ReadString());
        }
        return index;
    }
}
