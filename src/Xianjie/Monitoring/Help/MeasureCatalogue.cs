using System.Reflection;
using Xianjie.Registry.Households;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Monitoring.Help;

/// <summary>One measure of the last level.</summary>
internal sealed record MeasureKind(string Group, string Name, string Code, bool IsDevelopment)
{
    public string Key => $"{Group}/{Name}";
}

/// <summary>A risk and the groups of which one must be there, in a phase (未消除 or 已消除).</summary>
internal sealed record RiskAnswer(string Risk, string Phase, IReadOnlyList<string> Groups, string Basis);

/// <summary>The measures of the nation and what they answer (Monitoring/Help/measures.yaml).</summary>
internal sealed class MeasureCatalogue
{
    public const string Open = "未消除", Eliminated = "已消除";

    private MeasureCatalogue(List<MeasureKind> measures, List<RiskAnswer> answers)
    {
        (Measures, Answers) = (measures, answers);
        Groups = [.. measures.Select(m => m.Group).Distinct()];
        DevelopmentGroups = [.. measures.Where(m => m.IsDevelopment).Select(m => m.Group).Distinct()];
        SlightKeys = [.. measures.Where(m => DevelopmentGroups.Contains(m.Group) && !m.IsDevelopment).Select(m => m.Key)];
    }

    public static MeasureCatalogue Shipped { get; } = Load();

    public IReadOnlyList<MeasureKind> Measures { get; }
    public IReadOnlyList<string> Groups { get; }
    public IReadOnlyList<RiskAnswer> Answers { get; }
    /// <summary>产业、就业、金融、公益岗位.</summary>
    public IReadOnlyList<string> DevelopmentGroups { get; }
    /// <summary>Group/measure of those that stand in a development group but don't count alone.</summary>
    public IReadOnlyList<string> SlightKeys { get; }

    public MeasureKind? Find(string? key) => Measures.FirstOrDefault(m => m.Key == key);

    public string? CodeOf(string group, string name) => Find($"{group}/{name}")?.Code;

    /// <summary>Groups that answer a risk; empty: any measure will do (risk 其他, or no rule for the phase).</summary>
    public IReadOnlyList<string> Answering(string risk, string phase) =>
        Answers.FirstOrDefault(a => a.Risk == risk && a.Phase == phase)?.Groups ?? Answers.FirstOrDefault(a => a.Risk == risk && a.Phase == Open)?.Groups ?? [];

    public bool IsAnswer(Measure measure, string risk, string phase) => Answering(risk, phase) is var groups && (groups.Count == 0 || groups.Contains(measure.MeasureGroup));

    public bool IsDevelopment(Measure measure) =>
        DevelopmentGroups.Contains(measure.MeasureGroup) && !SlightKeys.Contains($"{measure.MeasureGroup}/{measure.Name}");

    private static MeasureCatalogue Load()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("help/measures.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var measures = Items(root, "groups").SelectMany(Measured).ToList();
        var answers = Items(root, "answers").Select(a => new RiskAnswer(Text(a, "risk"), Text(a, "phase"), List(a, "groups"), Text(a, "basis"))).ToList();
        return new MeasureCatalogue(measures, answers);
    }

    private static IEnumerable<MeasureKind> Measured(YamlMappingNode group)
    {
        var (name, code, slight) = (Text(group, "group"), Text(group, "code"), List(group, "slight"));
        var development = group.Children.ContainsKey("development");
        return ((YamlMappingNode)group["measures"]).Children.Select(m =>
            new MeasureKind(name, Scalar(m.Value), code + Scalar(m.Key), development && !slight.Contains(Scalar(m.Value))));
    }

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode map, string key) => ((YamlSequenceNode)map[key]).Cast<YamlMappingNode>();

    private static List<string> List(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? [.. ((YamlSequenceNode)node).Select(Scalar)] : [];

    private static string Text(YamlMappingNode map, string key) => Scalar(map[key]);

    private static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value!;
}
