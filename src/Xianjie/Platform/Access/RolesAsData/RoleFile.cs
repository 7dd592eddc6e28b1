using System.Collections.Frozen;
using Xianjie.Platform.Divisions;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>Words for a permission, and to which of the separated offices it belongs.</summary>
/// <param name="Danger">Why it is dangerous; null where it is not.</param>
/// <param name="Shows">Classes of fields that its pages show.</param>
internal sealed record PermissionWords(string Key, string Title, string Module, PermissionGroup Group, string? Danger, IReadOnlyList<ColumnClass> Shows);

internal enum PermissionGroup { Business, System, Security, Audit, Shared }

/// <summary>access/roles.yaml, which is a part of the program: nobody changes it on a running machine.</summary>
internal static class RoleFile
{
    public static (FrozenDictionary<string, PermissionWords> Permissions, FrozenDictionary<string, Role> Roles) Read()
    {
        using var reader = new StreamReader(typeof(RoleFile).Assembly.GetManifestResourceStream("access/roles.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var permissions = Nodes(root, "permissions").Select(Words).ToFrozenDictionary(p => p.Key);
        var roles = Nodes(root, "roles").Select(RoleOf).ToFrozenDictionary(r => r.Key);
        var unknown = roles.Values.SelectMany(r => r.Permissions).Except(permissions.Keys).ToList();
        return unknown.Count == 0 ? (permissions, roles) : throw new InvalidDataException($"access/roles.yaml: {string.Join(", ", unknown)} stand in a role but are no permissions.");
    }

    private static PermissionWords Words(YamlMappingNode node) =>
        new(Text(node, "key")!, Text(node, "title")!, Text(node, "module")!, Enum.Parse<PermissionGroup>(Text(node, "group")!, ignoreCase: true), Text(node, "danger"),
            node.Children.ContainsKey("shows") ? [.. Texts(node, "shows").Select(c => Enum.Parse<ColumnClass>(c, ignoreCase: true))] : []);

    private static Role RoleOf(YamlMappingNode node) => new(Text(node, "key")!, Text(node, "title")!, Texts(node, "permissions").ToFrozenSet())
    {
        Office = Text(node, "key")!, OneDepartment = Text(node, "one_department") == "true",
        Levels = Texts(node, "levels").Select(l => Enum.Parse<DivisionLevel>(l, ignoreCase: true)).ToFrozenSet(),
        Classes = Texts(node, "classes").Select(c => Enum.Parse<ColumnClass>(c, ignoreCase: true)).ToFrozenSet(),
    };

    private static IEnumerable<YamlMappingNode> Nodes(YamlMappingNode root, string key) => ((YamlSequenceNode)root.Children[key]).Cast<YamlMappingNode>();

    private static IEnumerable<string> Texts(YamlMappingNode node, string key) => ((YamlSequenceNode)node.Children[key]).Select(n => ((YamlScalarNode)n).Value!);

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;
}
