using System.Reflection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Registry.Import;

/// <summary>
/// What a registry file is about. A combined file (as the national system exports it) has one row per member with the columns of the
/// household, its income and its living conditions repeated.
/// </summary>
internal sealed record FileShape(string Key, string Title, string[] Facts, bool HasPhases = false)
{
    /// <summary>What was found at identification and at removal, as the national export writes it: the safeguards of 识别 bear no word of their own.</summary>
    private static readonly (string Fact, Segment Segment)[] Phases =
    [
        (RegistryFields.MonitorIncome, new(PhaseRecord.Identified, ["识别时", "风险识别时", "风险识别·"])),
        (RegistryFields.Safeguard, new(PhaseRecord.Identified, ["识别时", "风险识别时", "风险识别·"], TakesBare: true)),
        (RegistryFields.MonitorIncome, new(PhaseRecord.Removed, ["风险消除后", "风险消除时", "消除后", "消除时", "风险消除·"], TakesRepeated: true)),
        (RegistryFields.Safeguard, new(PhaseRecord.Removed, ["风险消除后", "风险消除时", "消除后", "消除时", "风险消除·"], TakesRepeated: true)),
    ];

    public static IReadOnlyList<FileShape> All { get; } =
    [
        new("households", "农户", [RegistryFields.Household]),
        new("members", "家庭成员", [RegistryFields.Member, RegistryFields.Household]),
        new("incomes", "年收入", [RegistryFields.Income, RegistryFields.Household]),
        new("living", "生产生活条件", [RegistryFields.Living, RegistryFields.Household]),
        new("measures", "帮扶措施", [RegistryFields.Measure, RegistryFields.Household]),
        new("monitoring", "监测收支（识别、消除）", [RegistryFields.MonitorIncome, RegistryFields.Household]),
        new("safeguards", "三保障检查（识别、消除）", [RegistryFields.Safeguard, RegistryFields.Household]),
        new("overall", "综合导出表（一行一户）", [RegistryFields.Household, RegistryFields.Income, RegistryFields.Living], HasPhases: true),
        new("combined", "综合导出表（一行一人，含户信息）", [RegistryFields.Member, RegistryFields.Household, RegistryFields.Income, RegistryFields.Living], HasPhases: true),
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> OldCodes = new(LoadOldCodes);

    public static FileShape Find(string key) => All.FirstOrDefault(s => s.Key == key) ?? All[^1];

    public string Main => Facts[0];

    public ImportTarget Target(Catalogue catalogue) => new([.. Facts.Select(f => catalogue[f]!)], HasPhases ? [.. Phases.Select(p => (catalogue[p.Fact]!, p.Segment))] : []);

    /// <summary>The shape under which most columns of the file find their place; of equals the plainest.</summary>
    public static FileShape Guess(Catalogue catalogue, TableHeader header) =>
        All.Select((shape, i) => (shape, i, Score: shape.Score(catalogue, header))).OrderByDescending(s => s.Score).ThenBy(s => s.i).First().shape;

    /// <summary>The mapping of a header: what was chosen before, old field codes, then likeness of names.</summary>
    public ColumnMapping Map(Catalogue catalogue, TableHeader header, IReadOnlyDictionary<string, string>? saved = null)
    {
        var target = Target(catalogue);
        var known = new Dictionary<string, string>();
        foreach (var column in header.Columns)
        {
            if (saved is not null && saved.TryGetValue(column.Key, out var chosen))
                known[column.Key] = chosen;
            else if (ImportPlan.IsReadAside(catalogue, header, column))
                known[column.Key] = string.Empty;
            else if (OldCodes.Value.TryGetValue(column.Leaf.Trim().ToLowerInvariant(), out var key) && target[key] is not null)
                known[column.Key] = key;
        }
        return new MappingGuess(header, target, known.Count > 0 ? known : null).Guess();
    }

    // So many columns of its own fact speak for a shape; more say only that the fact is a wide one
    private const int FewOwn = 3;

    private double Score(Catalogue catalogue, TableHeader header)
    {
        var mapping = Map(catalogue, header);
        var sure = mapping.Columns.Where(c => c.Target is not null && c.How >= MatchKind.PlainText).ToList();
        var main = sure.Count(c => c.Target!.Fact.Name == Main);
        var missing = mapping.Missing.Count(c => c.Fact.Name == Main);
        return sure.Count + Math.Min(main, FewOwn) * 0.5 - missing * 3 - (main == 0 ? 100 : 0) - Facts.Length * 0.1;
    }

    private static Dictionary<string, string> LoadOldCodes()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("codes/old-fields.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return ((YamlMappingNode)yaml.Documents[0].RootNode).Children
            .SelectMany(fact => ((YamlMappingNode)fact.Value).Children.SelectMany(column => ((YamlSequenceNode)column.Value).Children
                .Select(code => (Code: ((YamlScalarNode)code).Value!, Key: $"{((YamlScalarNode)fact.Key).Value}.{((YamlScalarNode)column.Key).Value}"))))
            .ToDictionary(p => p.Code, p => p.Key);
    }
}
