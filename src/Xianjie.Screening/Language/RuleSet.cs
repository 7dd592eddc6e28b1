namespace Xianjie.Screening.Language;

/// <summary>Checked rules with the parameters that they use.</summary>
public sealed class RuleSet(IReadOnlyList<Rule> rules, ParameterBook parameters, Catalogue catalogue)
{
    private readonly Dictionary<string, Rule> byId = rules.ToDictionary(r => r.Id, StringComparer.Ordinal);

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Rule> Rules { get; } = [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal)];

    public ParameterBook Parameters { get; } = parameters;

    public Catalogue Catalogue { get; } = catalogue;

    public Rule? this[string id] => byId.GetValueOrDefault(id);

    /// <summary>Every stored column that these rules read, evidence included.</summary>
    public IReadOnlySet<Column> Columns => Rules.SelectMany(r => r.Columns).Select(c => c.Column).ToHashSet();

    /// <summary>The rules that a choice leaves.</summary>
    public RuleSet Where(Func<Rule, bool> choice) => new([.. Rules.Where(choice)], Parameters, Catalogue);

    /// <summary>Reads every rule under a folder and its <c>parameters.yaml</c>. Broken rules are left out and told.</summary>
    public static RuleLoad Load(string folder, Catalogue catalogue)
    {
        var files = Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path)));
        return Read([.. files], catalogue);
    }

    /// <summary>Reads rules from texts; the file named <c>parameters.yaml</c> holds the parameters.</summary>
    public static RuleLoad Read(IReadOnlyList<(string File, string Text)> files, Catalogue catalogue)
    {
        var errors = new List<RuleError>();
        var book = ParameterBook.Empty;
        foreach (var (file, text) in files.Where(f => IsParameters(f.File)))
        {
            (book, var broken) = ParameterBook.Read(file, text);
            errors.AddRange(broken);
        }
        var rules = new List<Rule>();
        foreach (var (file, text) in files.Where(f => !IsParameters(f.File)))
        {
            var load = RuleCompiler.Compile(file, text, catalogue, book);
            errors.AddRange(load.Errors);
            foreach (var rule in load.Rules.Rules)
            {
                if (rules.Find(r => r.Id == rule.Id) is { } twin)
                    errors.Add(new RuleError(file, rule.Line, 1, $"规则编号“{rule.Id}”重复，另见 {twin.File}:{twin.Line}"));
                else rules.Add(rule);
            }
        }
        return new RuleLoad(new RuleSet(rules, book, catalogue), errors);
    }

    private static bool IsParameters(string file) => Path.GetFileName(file) == "parameters.yaml";
}

/// <summary>Rules that are good, and every mistake in those that are not.</summary>
public sealed record RuleLoad(RuleSet Rules, IReadOnlyList<RuleError> Errors)
{
    /// <summary>The rules, if nothing was wrong.</summary>
    /// <exception cref="RuleFileException">A file has mistakes.</exception>
    public RuleSet OrThrow() => Errors.Count == 0 ? Rules : throw new RuleFileException(Errors);
}
