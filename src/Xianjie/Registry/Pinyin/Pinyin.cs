using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Xianjie.Registry;

/// <summary>
/// Pinyin of names for search: letters only, without tones, ü as v. A surname is read as surnames are (单 shan, 解 xie, 尉迟 yuchi);
/// a character without a known reading gives nothing. Tables: readings.txt and surnames.txt, from pinyin-pro (MIT).
/// </summary>
internal static class Pinyin
{
    private static readonly FrozenDictionary<int, string> Readings = LoadReadings();
    private static readonly FrozenDictionary<string, string[]> Surnames = Lines("surnames.txt")
        .Select(l => l.Split(' ')).ToFrozenDictionary(p => p[0], p => p[1..]);

    /// <summary>张三 → zhangsan. Latin letters stay, in lower case; null where nothing can be read.</summary>
    public static string? Full(string name) => Join(name, whole: true);

    /// <summary>张三 → zs.</summary>
    public static string? Initials(string name) => Join(name, whole: false);

    private static string? Join(string name, bool whole)
    {
        var text = new StringBuilder(24);
        var rest = name.AsSpan();
        foreach (var reading in SurnameOf(name, ref rest))
            Append(text, reading, whole);
        var inWord = false;
        foreach (var rune in rest.EnumerateRunes())
        {
            var letter = rune.IsAscii && Rune.IsLetterOrDigit(rune);
            if (letter && (whole || !inWord))
                text.Append(char.ToLowerInvariant((char)rune.Value));
            else if (!letter && Readings.TryGetValue(rune.Value, out var reading))
                Append(text, reading, whole);
            inWord = letter;
        }
        return text.Length == 0 ? null : text.ToString();
    }

    private static string[] SurnameOf(string name, ref ReadOnlySpan<char> rest)
    {
        foreach (var length in (int[])[2, 1])
        {
            // A name of two characters is a surname of one and a given name of one.
            if (name.Length > length && Surnames.TryGetValue(name[..length], out var readings))
            {
                rest = name.AsSpan(length);
                return readings;
            }
        }
        return [];
    }

    private static void Append(StringBuilder text, string reading, bool whole)
    {
        if (whole)
            text.Append(reading);
        else
            text.Append(reading[0]);
    }

    private static FrozenDictionary<int, string> LoadReadings()
    {
        var readings = new Dictionary<int, string>(22_000);
        foreach (var line in Lines("readings.txt"))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var reading = string.Intern(line[..space]);
            foreach (var rune in line.AsSpan(space + 1).EnumerateRunes())
                readings[rune.Value] = reading;
        }
        return readings.ToFrozenDictionary();
    }

    private static IEnumerable<string> Lines(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("pinyin/" + resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
