using System.Text.RegularExpressions;
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

    public static string Add(string text, IReadOnlyDictionary<string, string> field) => Change(text, fields => fields.Add(new YamlMappingNode(field.Where(f => f.Value.Length > 0).SelectMany(f => new YamlNode[] { new YamlScalarNode(f.Key), new YamlScalarNode(f.Value) }))));

    /// <summary>From the day after, the field is no longer asked; what was written stays to be seen.</summary>
    public static string Retire(string text, string english, string last) => Change(text, fields =>
    {
        foreach (var field in fields.OfType<YamlMappingNode>().Where(f => f.Children.TryGetValue(new YamlScalarNode("english"), out var name) && Keys.Scalar(name) == english))
            field.Children[new YamlScalarNode("to")] = new YamlScalarNode(last);
    });

    /// <summary>A new name everywhere in the definition; the field keeps its English name, by which the rows hold it.</summary>
    public static string Rename(string text, string from, string to) => Regex.Replace(text, $@"(?<![\p{{L}}\p{{N}}_]){Regex.Escape(from)}(?![\p{{L}}\p{{N}}_])", to.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Change(string text, Action<YamlSequenceNode> change)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode("fields"), out var node) || node is not YamlSequenceNode fields)
            return text;
        change(fields);
        using var written = new StringWriter();
        stream.Save(written, assignAnchors: false);
        return written.ToString().Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n...", string.Empty, StringComparison.Ordinal).Trim() + "\n";
    }
}
