using System.Collections.Frozen;
using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>Codes of county systems and old files that stand for a value of our code lists (codes/national.yaml).</summary>
internal static class NationalCodes
{
    private static readonly FrozenDictionary<(string List, string Code), string> Known = Load();

    public static string? Find(string list, string code) => Known.GetValueOrDefault((list, code));

    private static FrozenDictionary<(string, string), string> Load()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("codes/national.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return ((YamlMappingNode)yaml.Documents[0].RootNode).Children
            .SelectMany(list => ((YamlMappingNode)list.Value).Children.Select(code => KeyValuePair.Create((Text(list.Key), Text(code.Key)), Text(code.Value))))
            .ToFrozenDictionary();
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
