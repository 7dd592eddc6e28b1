using Xianjie.Platform.Yaml;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Indicators;

/// <summary>One of the figures that a county's leader looks at each month.</summary>
/// <param name="Keys">Indicators it is made of, the most important first.</param>
/// <param name="Chart">number, line, bars, stack, gauge, ring, funnel, bubble, histogram, rank, map or light.</param>
internal sealed record LeaderTile(int Number, string Title, IReadOnlyList<string> Keys, string Chart, string? Note)
{
    private static readonly string[] Charts = ["number", "line", "bars", "stack", "gauge", "ring", "funnel", "bubble", "histogram", "rank", "map", "light"];

    public static IReadOnlyList<LeaderTile> Read(string file, string text, Func<string, IndicatorDefinition?> find, List<RuleError> errors)
    {
        var tiles = new List<LeaderTile>();
        foreach (var node in (BoundedYaml.Read(file, text, errors) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? [])
        {
            var keys = new Keys(node, file, errors).Only("number", "title", "keys", "chart", "note");
            var tile = new LeaderTile(keys.Whole("number", 1, 99) ?? 0, keys.Required("title"), keys.Texts("keys"), keys.One("chart", "number", Charts)!, keys.Text("note"));
            foreach (var unknown in tile.Keys.Where(k => find(k) is null))
                keys.Fault(keys["keys"], $"第 {tile.Number} 个数写了没有的指标“{unknown}”");
            if (tile.Keys.Count == 0 || tiles.Exists(t => t.Number == tile.Number))
                keys.Fault(null, $"第 {tile.Number} 个数没有指标，或编号重复");
            tiles.Add(tile);
        }
        return [.. tiles.OrderBy(t => t.Number)];
    }
}
