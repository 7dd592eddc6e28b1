using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Indicators;

/// <summary>An indicator as data: name, formula in words, both sides, ways of counting, basis.</summary>
/// <param name="By">户, 人 or both; one empty word where there is one way only.</param>
/// <param name="Unit">%, 增速% (numerator over denominator, less one), 元, or what is counted.</param>
/// <param name="IsDated">True where the rows carry dates, so that any past month can be opened to its rows.</param>
/// <param name="Missing">Why there are no data for it yet.</param>
/// <param name="Beside">The parameter with the same figure of other places, per ten thousand, by place in words (全市, 全国).</param>
/// <param name="SumsMoney">True where amounts are added up rather than rows counted.</param>
internal sealed record IndicatorDefinition(string Key, string Title, string Group, string Formula, string Numerator, string? Denominator, IReadOnlyList<string> By, string Unit, bool IsDated, string Basis, string? Note, string? Missing, bool SumsMoney, string? Beside)
{
    public bool IsRatio => Denominator is not null;

    /// <summary>Whether a side adds amounts up in 分: 元 of money over people, or money over money.</summary>
    public bool IsMoney(bool isNumerator) => SumsMoney && (isNumerator || Unit != "元");
}

/// <summary>All indicators, in the order of their file.</summary>
internal sealed class IndicatorBook
{
    public IndicatorBook()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("indicators.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        All = [.. ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>().Select(Read)];
    }

    public IReadOnlyList<IndicatorDefinition> All { get; }

    public IndicatorDefinition? Find(string? key) => All.FirstOrDefault(d => d.Key == key);

    private static IndicatorDefinition Read(YamlMappingNode node) => new(Text(node, "key"), Text(node, "title"), Text(node, "group"), Text(node, "formula"), Text(node, "numerator"), Optional(node, "denominator"),
        node.Children.TryGetValue("by", out var by) ? [.. ((YamlSequenceNode)by).Select(b => ((YamlScalarNode)b).Value!)] : [""], Text(node, "unit"), Optional(node, "dated") == "true", Text(node, "basis"), Optional(node, "note"), Optional(node, "missing"), Optional(node, "money") == "true", Optional(node, "beside"));

    private static string? Optional(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    private static string Text(YamlMappingNode node, string key) => Optional(node, key) ?? throw new InvalidDataException($"An indicator lacks “{key}”: {node.Start}");
}
