namespace Xianjie.Screening;

/// <summary>Every fact table and code list that rules, imports and screens may name.</summary>
public sealed class Catalogue
{
    private readonly Dictionary<string, FactTable> byName = new(StringComparer.Ordinal);

    internal Catalogue(IReadOnlyList<FactTable> facts, IReadOnlyDictionary<string, CodeList> codes)
    {
        (Facts, Codes) = (facts, codes);
        foreach (var fact in facts)
        {
            byName.TryAdd(fact.Name, fact);
            byName.TryAdd(fact.English, fact);
        }
        Household = this["户"] ?? throw new InvalidOperationException("catalogue without 户");
        Member = this["成员"] ?? throw new InvalidOperationException("catalogue without 成员");
    }

    public IReadOnlyList<FactTable> Facts { get; }

    public IReadOnlyDictionary<string, CodeList> Codes { get; }

    /// <summary>The registry's household table: exactly one row per household.</summary>
    public FactTable Household { get; }

    /// <summary>The registry's member table: exactly one row per person.</summary>
    public FactTable Member { get; }

    /// <summary>The fact by Chinese or English name.</summary>
    public FactTable? this[string name] => byName.GetValueOrDefault(name);

    /// <summary>Loads every <c>*.yaml</c> of a folder.</summary>
    /// <exception cref="RuleFileException">The files are broken; every mistake is listed.</exception>
    public static Catalogue Load(string folder)
    {
        var files = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
        return Read([.. files]).Catalogue is { } catalogue ? catalogue : throw new RuleFileException(Read([.. files]).Errors);
    }

    /// <summary>Reads a catalogue from texts; <c>codes.yaml</c> holds the code lists, every other file a list of facts.</summary>
    public static (Catalogue? Catalogue, IReadOnlyList<RuleError> Errors) Read(IReadOnlyList<(string File, string Text)> files) =>
        new CatalogueReader().Read(files);
}
