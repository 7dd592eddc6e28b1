using System.Globalization;
using Xianjie.Screening;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Yaml;

/// <summary>Reads YAML with bounds: a definition may be pasted by a person, so depth and size are limited and aliases refused.</summary>
internal static class BoundedYaml
{
    public const int MostCharacters = 400_000;
    private const int MostDepth = 12;

    public static YamlNode? Read(string file, string text, List<RuleError> errors)
    {
        if (text.Length > MostCharacters)
        {
            errors.Add(new(file, 1, 1, $"定义过长：{text.Length} 个字符，最多 {MostCharacters}"));
            return null;
        }
        try
        {
            if (!IsPlain(text, out var at, out var words))
            {
                errors.Add(new(file, (int)at.Line, (int)at.Column, words));
                return null;
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
        }
        catch (YamlException broken)
        {
            errors.Add(new(file, (int)broken.Start.Line, (int)broken.Start.Column, $"YAML 写法有误：{broken.Message}"));
            return null;
        }
    }

    /// <summary>One node alone as it was written: what a version keeps.</summary>
    public static string TextOf(YamlNode node)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(node)).Save(text, assignAnchors: false);
        return text.ToString().Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n...", string.Empty, StringComparison.Ordinal).Trim() + "\n";
    }

    private static bool IsPlain(string text, out Mark at, out string words)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            var next = parser.Current!;
            depth += next is MappingStart or SequenceStart ? 1 : next is MappingEnd or SequenceEnd ? -1 : 0;
            (at, words) = (next.Start, depth > MostDepth ? $"嵌套超过 {MostDepth} 层" : "不允许使用锚点和别名（& 与 *）");
            if (depth > MostDepth || next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                return false;
        }
        (at, words) = (Mark.Empty, string.Empty);
        return true;
    }
}

/// <summary>Typed reading of one mapping, telling unknown keys, missing keys and wrong values with their line.</summary>
internal sealed class Keys(YamlMappingNode map, string file, List<RuleError> errors)
{
    public int Line => (int)map.Start.Line;

    public Keys Only(params string[] allowed)
    {
        foreach (var key in map.Children.Keys)
            if (!allowed.Contains(Scalar(key)))
                Fault(key, $"不认识的键“{Scalar(key)}”，可用：{string.Join("、", allowed)}");
        return this;
    }

    public YamlNode? this[string key] => map.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is not YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } ? node : null;

    public void Fault(YamlNode? at, string words) => errors.Add(new(file, (int)(at ?? map).Start.Line, (int)(at ?? map).Start.Column, words));

    public string? Text(string key)
    {
        if (this[key] is not { } node)
            return null;
        if (node is YamlScalarNode scalar)
            return scalar.Value;
        Fault(node, $"“{key}”应是一段文字");
        return null;
    }

    public string Required(string key)
    {
        if (Text(key) is { } text && !string.IsNullOrWhiteSpace(text))
            return text;
        Fault(this[key], $"缺少“{key}”");
        return string.Empty;
    }

    public bool Flag(string key) => One(key, null, "true", "false") == "true";

    public string? One(string key, string? fallback, params string[] choices)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (choices.Contains(text))
            return text;
        Fault(this[key], $"“{key}”应是 {string.Join("、", choices)} 之一，现为“{text}”");
        return fallback;
    }

    public decimal? Number(string key)
    {
        if (Text(key) is not { } text)
            return null;
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return number;
        Fault(this[key], $"“{key}”应是数字，现为“{text}”");
        return null;
    }

    public int? Whole(string key, int from, int to)
    {
        if (Number(key) is not { } number)
            return null;
        if (number >= from && number <= to && number == decimal.Truncate(number))
            return (int)number;
        Fault(this[key], $"“{key}”应是 {from} 至 {to} 的整数");
        return null;
    }

    public DateOnly? Day(string key)
    {
        if (Text(key) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault(this[key], $"“{key}”应是日期（如 2026-01-31），现为“{text}”");
        return null;
    }

    /// <summary>A list of texts; one text alone counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        var node = this[key];
        if (node is null)
            return [];
        if (node is YamlScalarNode one)
            return [one.Value ?? string.Empty];
        if (node is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode))
            return [.. list.Children.Select(Scalar)];
        Fault(node, $"“{key}”应是文字的列表");
        return [];
    }

    public IEnumerable<Keys> Items(string key)
    {
        if (this[key] is not { } node)
            yield break;
        if (node is not YamlSequenceNode list)
        {
            Fault(node, $"“{key}”应是列表");
            yield break;
        }
        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode inner)
                yield return new(inner, file, errors);
            else
                Fault(item, $"“{key}”的每一项应是若干“键: 值”");
        }
    }

    /// <summary>The mapping under a key; null where there is none.</summary>
    public Keys? Inner(string key)
    {
        if (this[key] is YamlMappingNode inner)
            return new(inner, file, errors);
        if (this[key] is { } other)
            Fault(other, $"“{key}”应是若干“键: 值”");
        return null;
    }

    public IReadOnlyDictionary<string, string> Pairs(string key)
    {
        if (this[key] is not { } node)
            return new Dictionary<string, string>();
        if (node is YamlMappingNode inner)
            return new Keys(inner, file, errors).All();
        Fault(node, $"“{key}”应是若干“键: 值”");
        return new Dictionary<string, string>();
    }

    /// <summary>Lists of rows by their names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists(string key)
    {
        var lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>(StringComparer.Ordinal);
        if (this[key] is YamlMappingNode inner)
        {
            var keys = new Keys(inner, file, errors);
            foreach (var name in inner.Children.Keys.Select(Scalar))
                lists[name] = [.. keys.Items(name).Select(r => r.All())];
        }
        else if (this[key] is { } other)
        {
            Fault(other, $"“{key}”应是若干“台账编号: [行]”");
        }
        return lists;
    }

    /// <summary>Every key with its value; several values are joined by 、.</summary>
    public IReadOnlyDictionary<string, string> All()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
            all[Scalar(key)] = value is YamlSequenceNode list ? string.Join('、', list.Children.Select(Scalar)) : value is YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "~" } ? string.Empty : Scalar(value);
        return all;
    }

    public static string Scalar(YamlNode node) => node is YamlScalarNode scalar ? scalar.Value ?? string.Empty : string.Empty;
}
