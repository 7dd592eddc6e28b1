using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Papers;

/// <summary>Turns the blocks of a template into the blocks of a paper. The notation is described in docs/papers.md.</summary>
internal static class PaperBlocks
{
    public static IEnumerable<Block> Of(YamlSequenceNode blocks, PaperValues values) => blocks.Cast<YamlMappingNode>().SelectMany(b => Of(b, values));

    private static IEnumerable<Block> Of(YamlMappingNode block, PaperValues values)
    {
        if (block.Children.TryGetValue("when", out var when) && !values.Has(Text(when)) || block.Children.TryGetValue("unless", out var unless) && values.Has(Text(unless)))
            return [];
        if (block.Children.TryGetValue("each", out var list) && block.Children.TryGetValue("blocks", out var inner))
            return values.Rows(Text(list)).SelectMany(row => Of((YamlSequenceNode)inner, values.Within(row)));
        var (key, body) = block.First(p => Text(p.Key) is not ("when" or "unless"));
        return Text(key) switch
        {
            "words" => [new Line(values.In(Text(body), PaperTemplate.Blank), LineKind.正文)],
            "plain" => [new Line(values.In(Text(body), PaperTemplate.Blank), LineKind.顶格)],
            "section" => [new Line(values.In(Text(body)), LineKind.小标题)],
            "center" => [new Line(values.In(Text(body)), LineKind.居中)],
            "right" => [new Line(values.In(Text(body)), LineKind.右对齐)],
            "note" => [new Line(values.In(Text(body)), LineKind.说明)],
            "page" => [new NewPage()],
            "facts" => [Facts((YamlMappingNode)body, values)],
            "table" => [Table((YamlMappingNode)body, values)],
            "signs" => [new Signs([.. ((YamlSequenceNode)body).Select(p => values.In(Text(p)))])],
            "seal" => [new SealPlace(values.In(Text(((YamlMappingNode)body)["body"])), values.In(Text(((YamlMappingNode)body)["day"])) is { Length: > 0 } day ? day : "　　　年　　月　　日")],
            var unknown => throw new InvalidDataException($"“{unknown}” is no block: {block.Start}"),
        };
    }

    /// <summary>Rows of label and value, by turns; a cell may say otherwise.</summary>
    private static Grid Facts(YamlMappingNode facts, PaperValues values) => new(Widths(facts["widths"]), [.. ((YamlSequenceNode)facts["rows"]).SelectMany(r => Row(r, values))]);

    private static IEnumerable<GridRow> Row(YamlNode row, PaperValues values)
    {
        if (row is YamlSequenceNode cells)
            return [Cells(cells, values)];
        var map = (YamlMappingNode)row;
        if (map.Children.TryGetValue("when", out var when) && !values.Has(Text(when)))
            return [];
        if (map.Children.TryGetValue("each", out var list))
            return values.Rows(Text(list)).Select(item => Cells((YamlSequenceNode)map["cells"], values.Within(item)));
        return [Cells((YamlSequenceNode)map["cells"], values)];
    }

    private static GridRow Cells(YamlSequenceNode cells, PaperValues values)
    {
        var (made, lines) = (new List<GridCell>(), 1);
        foreach (var (node, i) in cells.Select((n, i) => (n, i)))
        {
            var kind = i % 2 == 0 ? CellKind.标签 : CellKind.值;
            if (node is YamlScalarNode scalar)
            {
                made.Add(new(values.In(scalar.Value!), 1, kind));
                continue;
            }
            var map = (YamlMappingNode)node;
            kind = map.Children.TryGetValue("kind", out var own) ? Enum.Parse<CellKind>(Text(own)) : kind;
            lines = Math.Max(lines, map.Children.TryGetValue("lines", out var room) ? PaperValues.Number(room) : 1);
            made.Add(new(values.In(Text(map["text"])), map.Children.TryGetValue("span", out var span) ? PaperValues.Number(span) : 1, kind,
                map.Children.TryGetValue("sign", out var sign) ? values.In(Text(sign)) : null));
        }
        return new GridRow(made, Lines: lines);
    }

    /// <summary>A head and one row for each of a list, with empty rows up to the least number.</summary>
    private static Grid Table(YamlMappingNode table, PaperValues values)
    {
        var widths = Widths(table["widths"]);
        var cells = ((YamlSequenceNode)table["cells"]).Select(Text).ToList();
        var numbers = table.Children.TryGetValue("numbers", out var right) ? ((YamlSequenceNode)right).Select(PaperValues.Number).ToHashSet() : [];
        var rows = new List<GridRow> { new([.. ((YamlSequenceNode)table["head"]).Select(h => new GridCell(Text(h), 1, CellKind.表头))], IsHead: true) };
        rows.AddRange(values.Rows(Text(table["each"])).Select(item => new GridRow([.. cells.Select((c, i) => new GridCell(values.Within(item).In(c), 1, numbers.Contains(i) ? CellKind.数字 : CellKind.值))])));
        if (rows.Count == 1 && table.Children.TryGetValue("empty", out var empty))
            rows.Add(new([new GridCell(values.In(Text(empty)), widths.Count, CellKind.标签)]));
        var least = table.Children.TryGetValue("least", out var number) ? PaperValues.Number(number) + 1 : 0;
        while (rows.Count < least)
            rows.Add(new([.. cells.Select(_ => new GridCell(string.Empty, 1, CellKind.值))]));
        return new Grid(widths, rows);
    }

    private static List<int> Widths(YamlNode node) => [.. ((YamlSequenceNode)node).Select(PaperValues.Number)];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
