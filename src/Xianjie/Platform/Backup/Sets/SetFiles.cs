namespace Xianjie.Platform.Backup.Sets;

/// <summary>Stored files that came, went or were sealed anew since the part before, and the anchors of the audit chain.</summary>
internal static class SetFiles
{
    public const string Anchors = "anchors";

    /// <returns>How many files are in the part.</returns>
    public static int Write(BinaryWriter writer, Settings settings, PartIndex index)
    {
        var now = Directory.Exists(settings.FileFolder)
            ? Directory.EnumerateFiles(settings.FileFolder, "*", SearchOption.AllDirectories).Where(p => Path.GetExtension(p).Length == 0)
                .ToDictionary(p => Path.GetRelativePath(settings.FileFolder, p).Replace('\\', '/'), p => File.GetLastWriteTimeUtc(p).Ticks, StringComparer.Ordinal)
            : [];
        var count = 0;
        foreach (var (name, written) in now.Where(n => !index.Files.Contains(Entry(n.Key, n.Value))).OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            if (!WriteFile(writer, "file", name, Path.Combine(settings.FileFolder, name)))
                continue;
            index.Add(Entry(name, written));
            count++;
        }
        foreach (var entry in index.Files.Where(e => !now.TryGetValue(Name(e), out var written) || Entry(Name(e), written) != e).ToList())
        {
            if (!now.ContainsKey(Name(entry)))
            {
                writer.Write("gone");
                writer.Write(Name(entry));
            }
            index.Remove(entry);
        }
        return count;
    }

    /// <summary>A file under its name at the time it was written: a turn of the key writes it anew.</summary>
    private static string Entry(string name, long written) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}|{written}");

    private static string Name(string entry) => entry[..entry.LastIndexOf('|')];

    /// <summary>Before the database's snapshot is taken: anchors may lag behind the chain, but never run ahead of it.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> TakeAnchors(Settings settings) =>
        Directory.Exists(Audit.Anchors.FolderOf(settings))
            ? [.. Directory.GetFiles(Audit.Anchors.FolderOf(settings), "*.txt").Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))] : [];

    public static void WriteAnchors(BinaryWriter writer, IReadOnlyList<(string Name, byte[] Content)> anchors)
    {
        foreach (var (name, content) in anchors)
        {
            writer.Write(Anchors);
            writer.Write(name);
            writer.Write((long)content.Length);
            writer.Write(content);
        }
    }

    private static bool WriteFile(BinaryWriter writer, string tag, string name, string path)
    {
        FileStream content;
        try
        {
            content = File.OpenRead(path);
        }
        catch (FileNotFoundException)
        {
            // ended its time between the listing and now
            return false;
        }
        using (content)
        {
            writer.Write(tag);
            writer.Write(name);
            writer.Write(content.Length);
            writer.Flush();
            content.CopyTo(writer.BaseStream);
        }
        return true;
    }

    /// <summary>Takes one section in; true where the tag was of this kind.</summary>
    public static bool Read(string tag, BinaryReader reader, Settings? target)
    {
        if (tag is not ("file" or "gone" or Anchors))
            return false;
        var name = reader.ReadString();
        var folder = target is null ? null : tag == Anchors ? Path.Combine(target.DataFolder, Anchors) : target.FileFolder;
        var path = folder is null ? null : Inside(folder, name);
        if (tag == "gone")
        {
            if (path is not null)
                File.Delete(path);
            return true;
        }
        Copy(reader, path);
        return true;
    }

    private static string Inside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new InvalidDataException("备份里的文件名不合法。");
    }

    private static void Copy(BinaryReader reader, string? path)
    {
        var left = reader.ReadInt64();
        if (path is not null)
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream output = path is null ? Stream.Null : new FileStream(path, FileMode.Create, FileAccess.Write);
        var buffer = new byte[1 << 16];
        while (left > 0)
        {
            var read = reader.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                throw new EndOfStreamException();
            output.Write(buffer, 0, read);
            left -= read;
        }
    }
}
