using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Papers;

/// <summary>
/// One paper as it is defined in a template file: title, layout and blocks with {names}. There is no other description of a paper; DOCX,
/// print page and PDF all come from here.
/// </summary>
internal sealed partial class PaperTemplate
{
    /// <summary>What running text shows where a value is not known: room to write it.</summary>
    public const string Blank = "＿＿＿＿＿＿";

    private readonly YamlMappingNode node;

    public PaperTemplate(YamlMappingNode node)
    {
        this.node = node;
        (Code, Title, About) = (Text("code"), Text("title"), Text("about"));
        Layout = Has("layout") ? Enum.Parse<PaperLayout>(Text("layout")) : PaperLayout.表格;
        (IsLandscape, IsSigned) = (Has("landscape"), Has("signed"));
        (Stage, Basis, Needs, Refusal) = (Optional("stage"), Optional("basis"), Optional("needs"), Optional("refusal"));
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Flat(node))))[..12];
    }

    public string Code { get; }
    /// <summary>May hold names too.</summary>
    public string Title { get; }
    /// <summary>What it is about: 户, 认定, 消除, 公示, 批次 or 明白纸.</summary>
    public string About { get; }
    public PaperLayout Layout { get; }
    public bool IsLandscape { get; }
    /// <summary>Someone signs or seals it, so the archive wants the signed copy back.</summary>
    public bool IsSigned { get; }
    /// <summary>The step of its process at which it must be there.</summary>
    public string? Stage { get; }
    public string? Basis { get; }
    /// <summary>Name of a value or list without which it cannot be made; none for forms that are filled in by hand.</summary>
    public string? Needs { get; }
    /// <summary>What to say where <see cref="Needs"/> is missing.</summary>
    public string? Refusal { get; }
    /// <summary>Changes with any word of the template.</summary>
    public string Version { get; }

    /// <summary>The title without names, for lists.</summary>
    public string Name => Optional("name") ?? Title;

    /// <summary>Null where what it is about is not there yet.</summary>
    public Paper? Fill(PaperData data)
    {
        var values = new PaperValues(data, null);
        return Needs is { } needs && !values.Has(needs) ? null : new Paper(Code, values.In(Title), Layout, IsLandscape, [.. PaperBlocks.Of((YamlSequenceNode)node["blocks"], values)]);
    }

    /// <summary>Every name that the template asks for, lists and conditions included.</summary>
    public IEnumerable<string> Names() => Placeholder().Matches(Flat(node)).Select(m => m.Groups[1].Value).Distinct();

    private bool Has(string key) => node.Children.ContainsKey(key);
    private string? Optional(string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;
    private string Text(string key) => Optional(key) ?? throw new InvalidDataException($"A paper lacks “{key}”: {node.Start}");

    private static string Flat(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value + "\n",
        YamlSequenceNode list => string.Concat(list.Select(Flat)),
        YamlMappingNode map => string.Concat(map.Select(p => Flat(p.Key) + Flat(p.Value))),
        _ => string.Empty,
    };

    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Placeholder();
}

/// <summary>The values that a template is filled from: those of the row at hand before those of the paper.</summary>
internal sealed class PaperValues(PaperData data, Dictionary<string, string>? row)
{
    public PaperValues Within(Dictionary<string, string> item) => new(data, item);

    public IReadOnlyList<Dictionary<string, string>> Rows(string list) =>
        data.Lists.TryGetValue(list, out var rows) ? rows : throw new InvalidDataException($"The data have no list “{list}”.");

    public bool Has(string name) => data.Lists.TryGetValue(name, out var rows) ? rows.Count > 0 : Of(name).Length > 0;

    public string In(string text, string blank = "") => PaperTemplate.Placeholder().Replace(text, m => Of(m.Groups[1].Value) is { Length: > 0 } value ? value : blank);

    /// <exception cref="InvalidDataException">The template names a value that nobody sets: a mistake of the template.</exception>
    private string Of(string name) => row is not null && row.TryGetValue(name, out var own) ? own
        : data.Values.TryGetValue(name, out var value) ? value : throw new InvalidDataException($"The data have no value “{name}”.");

    public static int Number(YamlNode node) => int.Parse(((YamlScalarNode)node).Value!, CultureInfo.InvariantCulture);
}
