using System.Reflection;
using Xianjie.Platform.Yaml;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Ledgers.Definitions;

/// <summary>The definitions that ship with the program, read once. A broken one is left out and told.</summary>
internal sealed class ShippedLedgers
{
    public const string Prefix = "ledgers/";

    public ShippedLedgers(Catalogue catalogue) : this(catalogue, Resources())
    {
    }

    public ShippedLedgers(Catalogue catalogue, IReadOnlyList<(string File, string Text)> files)
    {
        var errors = new List<RuleError>();
        var codes = new Dictionary<string, CodeList>(catalogue.Codes, StringComparer.Ordinal);
        foreach (var (file, text) in files.Where(f => IsCodes(f.File)))
            ReadCodes(file, text, codes, errors);
        Codes = codes;
        var reader = new LedgerReader(codes);
        var ledgers = new List<Ledger>();
        foreach (var (file, text) in files.Where(f => !IsCodes(f.File)))
        {
            foreach (var ledger in reader.Read(file, text))
            {
                if (ledgers.Find(l => l.Key == ledger.Key || l.Title == ledger.Title) is { } twin)
                    errors.Add(new(file, ledger.Line, 1, $"台账“{ledger.Key} {ledger.Title}”重复，另见 {twin.File}:{twin.Line}"));
                else
                    ledgers.Add(ledger);
            }
        }
        foreach (var ledger in ledgers)
            References(ledger, ledgers, errors);
        (All, Errors) = (ledgers, [.. reader.Errors, .. errors]);
    }

    public IReadOnlyList<Ledger> All { get; }
    public IReadOnlyDictionary<string, CodeList> Codes { get; }
    public IReadOnlyList<RuleError> Errors { get; }

    private static bool IsCodes(string file) => file.EndsWith("codes.yaml", StringComparison.Ordinal);

    private static List<(string, string)> Resources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return (n.Replace('\\', '/'), reader.ReadToEnd());
        })];
    }

    /// <summary>As catalogue/codes.yaml: a name and its values, each alone or with its other spellings.</summary>
    private static void ReadCodes(string file, string text, Dictionary<string, CodeList> codes, List<RuleError> errors)
    {
        if (BoundedYaml.Read(file, text, errors) is not YamlMappingNode map)
            return;
        foreach (var (key, value) in map.Children)
        {
            var name = Keys.Scalar(key);
            if (value is not YamlSequenceNode list)
                errors.Add(new(file, (int)value.Start.Line, (int)value.Start.Column, $"代码表“{name}”应是列表"));
            else if (!codes.TryAdd(name, new CodeList(name, list.Children.Select(v => (IReadOnlyList<string>)(v is YamlSequenceNode inner ? [.. inner.Children.Select(Keys.Scalar)] : [Keys.Scalar(v)])))))
                errors.Add(new(file, (int)key.Start.Line, (int)key.Start.Column, $"代码表“{name}”已经有了"));
        }
    }

    /// <summary>References must lead somewhere.</summary>
    public static void References(Ledger ledger, IReadOnlyCollection<Ledger> all, List<RuleError> errors)
    {
        foreach (var field in ledger.Fields)
        {
            if (field.Type == FieldType.Reference && (all.FirstOrDefault(l => l.Key == field.Ledger) is not { } target || target[field.Show!] is null))
                errors.Add(new(ledger.File, field.Line, 1, $"字段“{field.Name}”引用的台账“{field.Ledger}”或其字段“{field.Show}”不存在"));
            if (field.Type == FieldType.Reference && all.FirstOrDefault(l => l.Key == field.Ledger)?[field.Show!] is { } shown && !Rows.Tokens.IsName(shown))
                errors.Add(new(ledger.File, field.Line, 1, $"字段“{field.Name}”引用的“{field.Show}”要写“unique: true”，且不能是个人信息：引用靠它找到行"));
            if (field.Source?.Split('.') is ["ledger", var key, var column] && (all.FirstOrDefault(l => l.Key == key) is not { } from || from[column] is null))
                errors.Add(new(ledger.File, field.Line, 1, $"字段“{field.Name}”的来源“{field.Source}”不存在"));
        }
    }
}
