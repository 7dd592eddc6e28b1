using System.Globalization;

namespace Xianjie.Platform.Audit;

/// <param name="Place">How far the chain went.</param>
/// <param name="Hash">The hash of its last link, in hexadecimal.</param>
internal sealed record Anchor(DateTimeOffset At, long Place, string Hash);

/// <summary>
/// How far the chain went and with what hash, written beside the database and not into it: the newest link after every sealing, and one line
/// an hour that stays. Whoever rewrites the database cannot make the chain fit these. The folder may lie on another machine (XIANJIE_ANCHORS).
/// </summary>
internal sealed class Anchors(Settings settings, string? folder = null)
{
    private readonly Lock writing = new();
    private string Folder => folder ?? FolderOf(settings);

    public static string FolderOf(Settings settings) => Environment.GetEnvironmentVariable("XIANJIE_ANCHORS") ?? Path.Combine(settings.DataFolder, "anchors");
    private string HeadFile => Path.Combine(Folder, "head.txt");

    /// <summary>The chain now goes so far.</summary>
    public void Write(Anchor head)
    {
        lock (writing)
        {
            Directory.CreateDirectory(Folder);
            if (Hourly().LastOrDefault() is not { } last || Hour(last.At) < Hour(head.At))
                Append(head);
            var fresh = HeadFile + ".new";
            File.WriteAllText(fresh, Line(head));
            File.Move(fresh, HeadFile, overwrite: true);
        }
    }

    /// <summary>All lines in the order of places, the newest link last.</summary>
    /// <exception cref="InvalidDataException">A file was damaged.</exception>
    public IReadOnlyList<Anchor> Read()
    {
        lock (writing)
            return [.. Hourly(), .. Lines(HeadFile)];
    }

    private IEnumerable<Anchor> Hourly() =>
        Directory.Exists(Folder) ? Directory.GetFiles(Folder, "anchors-*.txt").Order(StringComparer.Ordinal).SelectMany(Lines) : [];

    private void Append(Anchor head)
    {
        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"anchors-{head.At.UtcDateTime:yyyyMM}.txt"));
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Line(head)));
        file.Flush(flushToDisk: true);
    }

    private static long Hour(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    private static string Line(Anchor a) => string.Create(CultureInfo.InvariantCulture, $"{a.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {a.Place} {a.Hash}\n");

    private static IEnumerable<Anchor> Lines(string path)
    {
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (line.Split(' ') is not [var at, var place, var hash] || !long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                throw new InvalidDataException($"锚点文件 {Path.GetFileName(path)} 已损坏。");
            yield return new Anchor(instant, number, hash);
        }
    }
}
