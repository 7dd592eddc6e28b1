using System.Reflection;
using Xianjie.Platform.Parameters;
using Xianjie.Screening;

namespace Xianjie.Platform.Indicators;

/// <summary>All indicators in the order of their files, and the 25 figures of the county's leader made of them. A broken definition is left out and told.</summary>
internal sealed class IndicatorBook
{
    private const string Prefix = "indicators/", Tiled = "leader.yaml";
    private readonly Dictionary<string, IndicatorDefinition> byKey;

    public IndicatorBook(ShippedParameters parameters) : this(parameters, Resources())
    {
    }

    public IndicatorBook(ShippedParameters parameters, IReadOnlyList<(string File, string Text)> files)
    {
        var errors = new List<RuleError>();
        var reader = new IndicatorFileReader(key => parameters.Book[key] is not null, errors);
        byKey = new(StringComparer.Ordinal);
        var all = new List<IndicatorDefinition>();
        foreach (var definition in files.Where(f => !f.File.EndsWith(Tiled, StringComparison.Ordinal)).SelectMany(f => reader.Read(f.File, f.Text)))
        {
            if (byKey.TryAdd(definition.Key, definition))
                all.Add(definition);
            else
                errors.Add(new(definition.File, definition.Line, 1, $"指标“{definition.Key}”重复，另见 {byKey[definition.Key].File}:{byKey[definition.Key].Line}"));
        }
        foreach (var (definition, rows) in all.SelectMany(d => new[] { d.From, d.Per }.OfType<RowsFrom>().Select(r => (d, r))))
        {
            foreach (var named in rows.Others.Where(o => o == definition.Key || Find(o) is not { } other || other.From?.Others.Any() == true || other.Per?.Others.Any() == true))
                errors.Add(new(definition.File, rows.Line, 1, $"引用的指标“{named}”不存在，或者它自己又引用别的指标"));
        }
        (All, Tiles, Errors) = (all, [.. files.Where(f => f.File.EndsWith(Tiled, StringComparison.Ordinal)).SelectMany(f => LeaderTile.Read(f.File, f.Text, Find, errors))], errors);
    }

    public IReadOnlyList<IndicatorDefinition> All { get; }

    /// <summary>The figures of the leader's page, by number.</summary>
    public IReadOnlyList<LeaderTile> Tiles { get; }

    public IReadOnlyList<RuleError> Errors { get; }

    public IndicatorDefinition? Find(string? key) => key is null ? null : byKey.GetValueOrDefault(key);

    private static List<(string, string)> Resources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(n => n != Prefix + "monitoring.yaml").ThenBy(n => n, StringComparer.Ordinal).Select(n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return (n, reader.ReadToEnd());
        })];
    }
}
