using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Rules;

/// <summary>The catalogue and the rules that ship with the program, read once.</summary>
internal sealed class RuleBook
{
    private readonly FrozenDictionary<string, string> hashes;

    public RuleBook(Catalogue catalogue) : this(RuleSet.Load(Path.Combine(AppContext.BaseDirectory, "rules"), catalogue))
    {
    }

    public RuleBook(RuleLoad load)
    {
        (Catalogue, Rules, Errors) = (load.Rules.Catalogue, load.Rules, load.Errors);
        Feeds = [.. Catalogue.Facts.Where(f => f.Department != "registry")];
        hashes = Rules.Rules.ToFrozenDictionary(r => r.Id, r => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(r))))[..16]);
    }

    public Catalogue Catalogue { get; }
    public RuleSet Rules { get; }
    /// <summary>Mistakes in rule files; the rules that have them are left out of <see cref="Rules"/>.</summary>
    public IReadOnlyList<RuleError> Errors { get; }
    /// <summary>Facts that departments deliver.</summary>
    public IReadOnlyList<FactTable> Feeds { get; }

    /// <summary>Data-quality rules that look at the registry alone and at what one page can mend, and so run while a household is being saved.</summary>
    public RuleSet LiveRules => liveRules ??= Rules.Where(r => r.Class == RuleClass.Quality && r.Enabled && r.Live && r.From.Department == "registry"
        && r.Columns.All(c => c.Fact.Department == "registry") && !Feeds.Any(f => r.Source.Values.Any(text => text.Contains(f.Name, StringComparison.Ordinal) || text.Contains(f.English, StringComparison.Ordinal))));

    private RuleSet? liveRules;

    /// <summary>True for data-quality rules that need no department file, so that one household can be looked at alone.</summary>
    public bool IsLocal(Rule rule) => rule.Class == RuleClass.Quality && rule.From.Department == "registry" && rule.From.Name != "村情核对" && rule.Columns.All(c => c.Fact.Department == "registry")
        && !Feeds.Any(f => rule.Source.Values.Any(text => text.Contains(f.Name, StringComparison.Ordinal) || text.Contains(f.English, StringComparison.Ordinal)));

    /// <summary>A rule's version: changes with anything that can change its hits.</summary>
    public string HashOf(Rule rule) => hashes[rule.Id];

    /// <summary>The rule as text, expressions as written.</summary>
    public static string TextOf(Rule rule)
    {
        var text = new StringBuilder();
        text.Append("id: ").AppendLine(rule.Id).Append("title: ").AppendLine(rule.Title).Append("department: ").AppendLine(rule.Department)
            .Append("class: ").Append(rule.Class).AppendLine().Append("risk: ").AppendJoin('、', rule.Risks).AppendLine()
            .Append("basis: ").AppendLine(rule.Basis).Append("cause: ").AppendLine(rule.Cause)
            .Append("per: ").AppendLine(rule.PerPerson ? "person" : "household").Append("from: ").AppendLine(rule.From.Name)
            .Append("period: ").Append(rule.PeriodMonths).AppendLine().Append("evidence: ").AppendJoin('、', rule.Evidence).AppendLine();
        foreach (var (key, value) in rule.Source.OrderBy(s => s.Key, StringComparer.Ordinal))
            text.Append(key).Append(": ").AppendLine(value);
        return text.ToString();
    }
}
