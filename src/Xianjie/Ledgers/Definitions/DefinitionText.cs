using System.Text.RegularExpressions;
using Xianjie.Platform.Yaml;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Ledgers.Definitions;

/// <summary>Changes the text of a definition as a form asks; what comes out is read and checked like any other.</summary>
internal static class DefinitionText
{
    public const string New = """
        key: county-ledger
        title: 新台账
        module: 基础
        owner: 农业农村局
        grain: site
        level: village
        basis: 文件名称和文号
        period: none
        fields:
          - {name: 名称, english: title, type: text, required: true, unique: true, reason: 本台账每行的名称}
        rollups:
          - {title: 行数, measure: count(), unit: 个}
        list: [名称]
        """;

    public static string Add(string text, IReadOnlyDictionary<string, string> field) => Change(text, (_, fields) => fields.Add(Node(field)));

    /// <summary>From the day after, the field is no longer asked; what was written stays to be seen.</summary>
    public static string Retire(string text, string english, string last) => Change(text, (_, fields) =>
    {
        if (Find(fields, english) is { } field)
            field.Children[new YamlScalarNode("to")] = new YamlScalarNode(last);
    });

    /// <summary>
    /// The field ends, and others take its place from today: in the order of the fields, and in the list. The values of the old one stay where they are; they
    /// are offered for the part that says so.
    /// </summary>
    public static string Split(string text, string english, string last, string first, IReadOnlyList<IReadOnlyDictionary<string, string>> parts, int heir) => Change(text, (map, fields) =>
    {
        if (Find(fields, english) is not { } old)
            return;
        old.Children[new YamlScalarNode("to")] = new YamlScalarNode(last);
        var at = fields.Children.IndexOf(old);
        foreach (var (index, part) in parts.Index())
        {
            var node = Node(part);
            node.Add("from", first);
            if (index == heir)
                node.Add("was", english);
            fields.Children.Insert(at + 1 + index, node);
        }
        var name = Keys.Scalar(old.Children[new YamlScalarNode("name")]);
        if (map.Children.TryGetValue(new YamlScalarNode("list"), out var found) && found is YamlSequenceNode list && list.Children.OfType<YamlScalarNode>().FirstOrDefault(n => n.Value == name || n.Value == english) is { } shown)
        {
            var place = list.Children.IndexOf(shown);
            list.Children.RemoveAt(place);
            foreach (var (index, part) in parts.Index())
                list.Children.Insert(place + index, new YamlScalarNode(part["name"]));
        }
    });

    private static YamlMappingNode? Find(YamlSequenceNode fields, string english) => fields.OfType<YamlMappingNode>().FirstOrDefault(f => f.Children.TryGetValue(new YamlScalarNode("english"), out var name) && Keys.Scalar(name) == english);

    private static YamlMappingNode Node(IReadOnlyDictionary<string, string> field)
    {
        var node = new YamlMappingNode();
        foreach (var (key, value) in field.Where(f => f.Value.Length > 0))
            node.Add(key, key == "codes" ? new YamlSequenceNode(value.Split(['、', ',', '，', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(v => new YamlScalarNode(v))) : new YamlScalarNode(value));
        return node;
    }

    /// <summary>A new name everywhere in the definition; the field keeps its English name, by which the rows hold it.</summary>
    public static string Rename(string text, string from, string to) => Regex.Replace(text, $@"(?<![\p{{L}}\p{{N}}_]){Regex.Escape(from)}(?![\p{{L}}\p{{N}}_])", to.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Change(string text, Action<YamlMappingNode, YamlSequenceNode> change)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode("fields"), out var node) || node is not YamlSequenceNode fields)
            return text;
        change(map, fields);
        using var written = new StringWriter();
        stream.Save(written, assignAnchors: false);
        return written.ToString().Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n...", string.Empty, StringComparison.Ordinal).Trim() + "\n";
    }
}
