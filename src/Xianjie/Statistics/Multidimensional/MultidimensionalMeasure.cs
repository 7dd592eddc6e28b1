using System.Globalization;
using System.Reflection;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Yaml;
using Xianjie.Screening;
using Xianjie.Screening.Language;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Statistics.Multidimensional;

/// <summary>A multidimensional measure as data (indicators/multidimensional): deprivations in the rule language over a ledger of households and one of members.</summary>
internal sealed record MultidimensionalMeasure(string Key, string Title, Ledger Households, Ledger Members, string Join, LedgerField Split, double CutOff, string Basis, IReadOnlyList<Deprivation> Deprivations, Catalogue Catalogue, RuleSet Rules);

/// <summary>All measures that ship; one with a mistake is left out and told.</summary>
internal sealed class MeasureBook
{
    private const string Prefix = "multidimensional/";
    private readonly List<RuleError> errors = [];

    public MeasureBook(ShippedLedgers ledgers, ShippedParameters parameters) : this(ledgers, parameters, Resources())
    {
    }

    public MeasureBook(ShippedLedgers ledgers, ShippedParameters parameters, IReadOnlyList<(string File, string Text)> files) =>
        All = [.. files.SelectMany(f => ((BoundedYaml.Read(f.File, f.Text, errors) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? []).Select(n => Read(f.File, n, ledgers, parameters))).OfType<MultidimensionalMeasure>()];

    public IReadOnlyList<MultidimensionalMeasure> All { get; }

    public IReadOnlyList<RuleError> Errors => errors;

    private MultidimensionalMeasure? Read(string file, YamlMappingNode node, ShippedLedgers ledgers, ShippedParameters parameters)
    {
        var before = errors.Count;
        var keys = new Keys(node, file, errors).Only("key", "title", "households", "members", "join", "split", "cut-off", "basis", "deprivations");
        Ledger? Known(string key)
        {
            var found = ledgers.All.FirstOrDefault(l => l.Key == keys.Required(key));
            if (found is null)
                keys.Fault(keys[key], $"台账“{keys.Text(key)}”不存在");
            return found;
        }
        var (homes, members, join, split) = (Known("households"), Known("members"), keys.Required("join"), keys.Required("split"));
        if (homes is not null && members is not null && (homes[join] is null || members[join] is null || homes[split] is null))
            keys.Fault(null, $"两个台账都要有字段“{join}”，户台账要有字段“{split}”");
        var items = keys.Items("deprivations").Select(k => (Keys: k.Only("key", "title", "dimension", "weight", "when"), Deprivation: new Deprivation(k.Required("key"), k.Required("title"), k.Required("dimension"), Share(k, "weight")), When: k.Required("when"))).ToList();
        if (Math.Abs(items.Sum(i => i.Deprivation.Weight) - 1) > 1e-6)
            keys.Fault(keys["deprivations"], "各项权重合计应为 1");
        var cutOff = Share(keys, "cut-off");
        if (errors.Count > before || homes is null || members is null)
            return null;
        var catalogue = LedgerFacts.Catalogue(homes, true, [members], new HashSet<string>());
        var load = RuleCompiler.Compile(file, LedgerFacts.Rules(items.Select(i => Rule(i.Deprivation.Key, i.When))), catalogue, parameters.Book);
        errors.AddRange(load.Errors.Select(e => new RuleError(file, items[Math.Clamp(e.Line - 2, 0, items.Count - 1)].Keys.Line, 1, e.Message)));
        return errors.Count > before ? null : new(keys.Required("key"), keys.Required("title"), homes, members, join, homes[split]!, cutOff, keys.Required("basis"), [.. items.Select(i => i.Deprivation)], catalogue, load.Rules);
    }

    private static Dictionary<string, object> Rule(string key, string when)
    {
        var rule = LedgerFacts.Rule(key);
        (rule["from"], rule["where"], rule["message"]) = (LedgerFacts.This, when, key);
        return rule;
    }

    /// <summary>1/18 or 0.3.</summary>
    private static double Share(Keys keys, string key)
    {
        var parts = keys.Required(key).Split('/');
        if (parts.Length <= 2 && parts.All(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0))
            return double.Parse(parts[0], CultureInfo.InvariantCulture) / (parts.Length == 2 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
        keys.Fault(keys[key], $"“{key}”应是份额，如 1/6 或 0.3");
        return 0;
    }

    private static List<(string, string)> Resources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return ("indicators/" + n, reader.ReadToEnd());
        })];
    }
}
