using System.Globalization;
using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Reports.Templates;

/// <summary>The fifteen tables that ship: readable definitions (reports/*.yaml), made into workbooks when they are first asked for.</summary>
internal sealed class ShippedTables
{
    public const string Prefix = "reports/";

    private readonly Lazy<IReadOnlyList<TableDefinition>> all = new(() => [.. Resources().Select(Read).OrderBy(t => t.Number)]);

    public IReadOnlyList<TableDefinition> All => all.Value;

    private static IEnumerable<(string File, string Text)> Resources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    public static TableDefinition Read((string File, string Text) source)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(source.Text));
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        string? Optional(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;
        string Text(YamlMappingNode node, string key) => Optional(node, key) ?? throw new InvalidDataException($"{source.File} {node.Start}: “{key}” is missing");
        var columns = ((YamlSequenceNode)root.Children["columns"]).Cast<YamlMappingNode>().Select(c =>
            new TableColumn(Text(c, "title"), Optional(c, "group"), Optional(c, "unit"), Optional(c, "cell"), Optional(c, "formula"), Optional(c, "total"), Optional(c, "format") ?? "int")).ToList();
        var notes = root.Children.TryGetValue("notes", out var list) ? ((YamlSequenceNode)list).Children.Select(n => ((YamlScalarNode)n).Value!).ToList() : [];
        var layout = new TableLayout(Text(root, "title"), Text(root, "to"), Optional(root, "unit"), columns, notes);
        return new(int.Parse(Text(root, "number"), CultureInfo.InvariantCulture), Text(root, "key"), layout.Title, Enum.Parse<TableKind>(Text(root, "period")), layout.To, Optional(root, "department"), Text(root, "basis"), TableMaker.Make(layout), 0, null);
    }
}

/// <summary>A table as its definition lays it out: a row for each township, one for the county below.</summary>
internal sealed record TableLayout(string Title, string To, string? Unit, IReadOnlyList<TableColumn> Columns, IReadOnlyList<string> Notes);

/// <param name="Title">Head of the column.</param>
/// <param name="Group">Head over several columns beside each other.</param>
/// <param name="Unit">Stands behind the title.</param>
/// <param name="Cell">The expression of a township's cell.</param>
/// <param name="Formula">Instead: a formula over other columns, which are named in square brackets.</param>
/// <param name="Total">The expression of the county's cell; left out: the sum of the column, or the same formula.</param>
/// <param name="Format">int, decimal, money, percent or text.</param>
internal sealed record TableColumn(string Title, string? Group, string? Unit, string? Cell, string? Formula, string? Total, string Format);
