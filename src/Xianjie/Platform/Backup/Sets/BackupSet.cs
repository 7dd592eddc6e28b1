using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>A base and its increments in one folder, with a list that says which parts there must be.</summary>
internal sealed class BackupSet
{
    private const string List = "parts.jsonl";

    private BackupSet(string folder, List<PartLine> parts) => (Folder, this.parts) = (folder, parts);

    private readonly List<PartLine> parts;
    public string Folder { get; }
    public string Name => Path.GetFileName(Folder);
    public IReadOnlyList<PartLine> Parts => parts;
    public PartLine? Last => parts.Count == 0 ? null : parts[^1];
    public long Size => parts.Sum(p => p.Size);

    public string PathOf(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{number:D5}.xjb"));
    public string IndexOf(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{number:D5}.idx"));

    public static BackupSet Begin(string place, DateTimeOffset at)
    {
        var folder = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"set-{at.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.CreateVersion7().ToString("N")[^6..]}"));
        Directory.CreateDirectory(folder);
        return new BackupSet(folder, []);
    }

    /// <summary>The sets of a place that have a whole base, oldest first; the place may be a set itself.</summary>
    public static IReadOnlyList<BackupSet> In(string place)
    {
        if (!Directory.Exists(place))
            return [];
        string[] folders = File.Exists(Path.Combine(place, List)) ? [place] : Directory.GetDirectories(place, "set-*");
        return [.. folders.Where(f => File.Exists(Path.Combine(f, List))).Select(Read).Where(s => s.Parts.Count > 0).OrderBy(s => s.Parts[0].At)];
    }

    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    private static BackupSet Read(string folder)
    {
        var lines = File.ReadAllText(Path.Combine(folder, List)).Split('\n');
        // A last line without its end was being written when the process died: its part was not confirmed
        var whole = lines[..^1].Where(l => l.Length > 0);
        try
        {
            return new BackupSet(folder, [.. whole.Select(l => JsonSerializer.Deserialize<PartLine>(l)!)]);
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"备份组 {Path.GetFileName(folder)} 的清单 {List} 已损坏。");
        }
    }

    /// <summary>The part counts from here on.</summary>
    public void Add(PartLine line)
    {
        var path = Path.Combine(Folder, List);
        using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite))
        {
            file.SetLength(WholeLines(file));
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line) + "\n"));
            file.Flush(flushToDisk: true);
        }
        parts.Add(line);
    }

    private static long WholeLines(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
    }

    /// <summary>Removes what a killed process was writing.</summary>
    public void Tidy()
    {
        var known = parts.SelectMany(p => (string[])[PathOf(p.Number), IndexOf(p.Number)]).Append(Path.Combine(Folder, List)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(Folder).Where(f => !known.Contains(f)))
            File.Delete(path);
    }

    public void Delete() => Directory.Delete(Folder, recursive: true);
}
