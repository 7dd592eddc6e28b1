using YamlDotNet.RepresentationModel;

namespace Xianjie.Tests.Demo;

/// <summary>The fact catalogue as the generator's tests need it: columns, other headers, code values.</summary>
internal static class Catalogue
{
    internal sealed record Column(string Name, IReadOnlyList<string> Synonyms, HashSet<string> Values);

    public static List<Column> Columns(string file, string fact)
    {
        var facts = (YamlSequenceNode)Load(file);
        var found = facts.Children.Cast<YamlMappingNode>().First(entry => entry["fact"].ToString() == fact);
        return [.. ((YamlSequenceNode)found["columns"]).Children.Cast<YamlMappingNode>().Select(Read)];
    }

    private static Column Read(YamlMappingNode column)
    {
        var synonyms = column.Children.TryGetValue("synonyms", out var other) ? ((YamlSequenceNode)other).Select(node => node.ToString()).ToList() : [];
        var values = column.Children.TryGetValue("codes", out var codes) ? codes is YamlSequenceNode own ? own : (YamlSequenceNode)((YamlMappingNode)Load("codes.yaml"))[codes.ToString()] : null;
        return new Column(column["name"].ToString(), synonyms, values is null ? [] : [.. values.Cast<YamlSequenceNode>().Select(value => value[0].ToString())]);
    }

    private static YamlNode Load(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "catalogue", file));
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }
}
