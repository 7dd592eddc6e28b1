using System.Text.Json;
using Xianjie.Platform.Tabular;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>Which catalogue column a file's header means: as the department confirmed last time, else by name and synonym.</summary>
internal static class HeaderGuess
{
    public static Dictionary<string, string> Guess(FactTable feed, TableHeader header, string? saved)
    {
        var before = saved is null ? [] : Read(saved);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<Column>();
        foreach (var column in header.Columns)
        {
            if (before.TryGetValue(column.Key, out var english) && feed[english] is { } known && taken.Add(known))
                map[column.Key] = known.English;
        }
        foreach (var column in header.Columns.Where(c => !map.ContainsKey(c.Key)))
        {
            if (Named(feed, column) is { } found && taken.Add(found))
                map[column.Key] = found.English;
        }
        return map;
    }

    private static Column? Named(FactTable feed, HeaderColumn column)
    {
        foreach (var name in (string[])[column.Text, column.Leaf, Plain(column.Text), Plain(column.Leaf)])
        {
            if (feed.ByHeader(name) is { Expression: null } exact)
                return exact;
        }
        var plain = Plain(column.Leaf);
        return plain.Length < 2 ? null : feed.Columns.FirstOrDefault(c => c.Expression is null && c.Synonyms.Append(c.Name).Any(s => Plain(s) == plain));
    }

    /// <summary>Without units in brackets, blanks and marks: 自付金额（元）* is 自付金额.</summary>
    private static string Plain(string text)
    {
        var open = text.IndexOfAny(['(', '（', '【', '[']);
        var core = open > 0 ? text[..open] : text;
        return string.Concat(core.Where(c => !char.IsWhiteSpace(c) && c is not ('*' or '＊' or '_' or ':' or '：')));
    }

    public static Dictionary<string, string> Read(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    /// <summary>Required columns that no header is mapped to.</summary>
    public static IReadOnlyList<Column> Missing(FactTable feed, IReadOnlyDictionary<string, string> map) =>
        [.. feed.Columns.Where(c => c.Required && c.Expression is null && !map.Values.Contains(c.English))];
}
