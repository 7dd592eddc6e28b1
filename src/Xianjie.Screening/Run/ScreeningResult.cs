using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>One finding: a rule, the household, the person (−1 if the rule is about the household) and its evidence rows.</summary>
/// <param name="Rule">Position in <see cref="ScreeningResult.Rules"/>.</param>
/// <param name="Household">Household ordinal in the store.</param>
/// <param name="Person">Person ordinal in the store, or −1.</param>
/// <param name="EvidenceStart">Where the rows of the rule's fact begin in <see cref="ScreeningResult.Evidence"/>.</param>
/// <param name="EvidenceCount">How many rows; at least one.</param>
public readonly record struct Hit(int Rule, int Household, int Person, int EvidenceStart, int EvidenceCount);

/// <summary>What a run found in one rule.</summary>
/// <param name="Elapsed">Time of all threads together.</param>
public sealed record RuleOutcome(Rule Rule, int Hits, int Households, TimeSpan Elapsed);

/// <summary>What a run found. Hits are in the order of rule id, household number and person.</summary>
public sealed class ScreeningResult
{
    private readonly Explainer explainer;

    internal ScreeningResult(FactStore store, IReadOnlyList<Rule> rules, Hit[] hits, int[] evidence, IReadOnlyList<RuleOutcome> outcomes, DateOnly asOf,
        IParameterSource parameters, TimeSpan elapsed)
    {
        (Store, Rules, Hits, Evidence, Outcomes, AsOf, Elapsed) = (store, rules, hits, evidence, outcomes, asOf, elapsed);
        explainer = new Explainer(this, parameters);
    }

    public FactStore Store { get; }

    /// <summary>The rules that ran: those in force and switched on.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    public IReadOnlyList<Hit> Hits { get; }

    public IReadOnlyList<RuleOutcome> Outcomes { get; }

    public DateOnly AsOf { get; }

    /// <summary>Wall time of the run.</summary>
    public TimeSpan Elapsed { get; }

    internal int[] Evidence { get; }

    /// <summary>Evidence rows of a hit: rows of the rule's fact in the store.</summary>
    public ReadOnlySpan<int> EvidenceOf(Hit hit) => Evidence.AsSpan(hit.EvidenceStart, hit.EvidenceCount);

    /// <summary>Derives a hit again, with its message, measures, parameter values and evidence. Safe for concurrent use.</summary>
    public Explanation Explain(Hit hit) => explainer.Explain(hit);
}
