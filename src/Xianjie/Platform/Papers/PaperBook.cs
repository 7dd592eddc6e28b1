using System.Collections.Frozen;
using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Papers;

/// <summary>All papers of the product, read once from the template files of its modules.</summary>
internal sealed class PaperBook
{
    private readonly FrozenDictionary<string, PaperTemplate> byCode;

    public PaperBook()
    {
        var program = Assembly.GetExecutingAssembly();
        All = [.. program.GetManifestResourceNames().Where(n => n.StartsWith("papers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SelectMany(n => Read(program, n))];
        byCode = All.ToFrozenDictionary(t => t.Code, StringComparer.Ordinal);
    }

    /// <summary>In the order of the procedure.</summary>
    public IReadOnlyList<PaperTemplate> All { get; }

    public PaperTemplate? Find(string? code) => code is not null && byCode.TryGetValue(code, out var found) ? found : null;

    public PaperTemplate this[string code] => byCode[code];

    private static List<PaperTemplate> Read(Assembly program, string name)
    {
        using var reader = new StreamReader(program.GetManifestResourceStream(name)!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>().Select(n => new PaperTemplate(n))];
    }
}
