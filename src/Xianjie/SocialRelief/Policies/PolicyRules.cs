using System.Globalization;
using System.Reflection;
using Xianjie.Screening;
using Xianjie.Screening.Language;
using YamlDotNet.RepresentationModel;

namespace Xianjie.SocialRelief.Policies;

/// <summary>Policies as documents of the rule language: those that ship, and those that a county has written.</summary>
internal static class PolicyRules
{
    private const string Resource = "relief/policies.yaml";

    // A county tries its condition on its own people; the reader wants a hit and a miss to be named, which nobody runs for these
    private const string NoTests = "[{name: 按县内数据试算, given: {}, expect: 1}, {name: 按县内数据试算, given: {}, expect: 0}]";

    private static readonly Lazy<IReadOnlyList<(ReliefPolicy Policy, YamlNode Tests)>> shipped = new(Load);

    public static IReadOnlyList<ReliefPolicy> Shipped => [.. shipped.Value.Select(p => p.Policy)];

    /// <summary>The shipped policies with the tests that stand beside them.</summary>
    public static RuleLoad ShippedRules(Catalogue catalogue, ParameterBook parameters) => Compile([.. shipped.Value.Select(p => Document(p.Policy, p.Tests))], catalogue, parameters);

    /// <summary>Every mistake in the conditions, in words with their place; rules of the policies that have none.</summary>
    public static RuleLoad Compile(IEnumerable<ReliefPolicy> policies, Catalogue catalogue, ParameterBook parameters)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(NoTests));
        return Compile([.. policies.Select(p => Document(p, yaml.Documents[0].RootNode))], catalogue, parameters);
    }

    private static RuleLoad Compile(YamlNode[] rules, Catalogue catalogue, ParameterBook parameters)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(new YamlSequenceNode(rules))).Save(text, assignAnchors: false);
        return RuleCompiler.Compile("policies.yaml", text.ToString().Replace("\n...", string.Empty, StringComparison.Ordinal), catalogue, parameters);
    }

    private static YamlMappingNode Document(ReliefPolicy policy, YamlNode tests)
    {
        var rule = new YamlMappingNode
        {
            { "id", policy.Key }, { "title", policy.Title }, { "department", policy.Department }, { "class", "sync" }, { "basis", policy.Basis }, { "per", policy.PerPerson ? "person" : "household" },
            { "effective", new YamlMappingNode { { "from", policy.ValidFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) } } },
        };
        foreach (var (key, value) in new[] { ("from", policy.Fact), ("where", policy.Where), ("when", policy.When) })
        {
            if (!string.IsNullOrWhiteSpace(value))
                rule.Add(key, value.Trim());
        }
        rule.Add("message", "{户.户主姓名}家符合政策条件");
        rule.Add("tests", tests);
        return rule;
    }

    private static List<(ReliefPolicy, YamlNode)> Load()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>().Select(node => (Read(node), node["tests"]))];
    }

    private static ReliefPolicy Read(YamlMappingNode node)
    {
        string? Text(string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value!.Trim() : null;
        return new()
        {
            Key = Text("key")!, Title = Text("title")!, Track = Enum.Parse<PolicyTrack>(Text("track")!), BenefitNames = string.Join(';', ((YamlSequenceNode)node["benefits"]).Cast<YamlScalarNode>().Select(b => b.Value)),
            Department = Text("department")!, Basis = Text("basis")!, Standard = Text("standard"), ValidFrom = DateOnly.ParseExact(Text("from")!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            PerPerson = Text("per") == "person", Fact = Text("fact"), Where = Text("where"), When = Text("when"),
        };
    }
}
