using System.Runtime.CompilerServices;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Platform.Indicators;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Indicators;

/// <summary>Numerator or denominator of an indicator over the rows of a ledger.</summary>
internal sealed record LedgerSide(IndicatorDefinition Indicator, bool IsNumerator, RowsFrom Rows)
{
    public string Id => (IsNumerator ? "n_" : "d_") + Indicator.Key;
}

/// <summary>The sides of all indicators over one ledger, compiled together, so that its rows are walked once for all of them.</summary>
internal sealed class LedgerSides
{
    private const string Value = "值";

    private LedgerSides(IReadOnlyList<LedgerSide> sides, RuleSet rules, bool needsSealed, IReadOnlyList<RuleError> errors) => (Sides, Rules, NeedsSealed, Errors) = (sides, rules, needsSealed, errors);

    public IReadOnlyList<LedgerSide> Sides { get; }
    public RuleSet Rules { get; }
    /// <summary>An expression looks at values that are kept sealed.</summary>
    public bool NeedsSealed { get; }
    public IReadOnlyList<RuleError> Errors { get; }

    public static LedgerSides Compile(LedgerRules ledger, IEnumerable<IndicatorDefinition> indicators)
    {
        var (sides, errors) = (new List<LedgerSide>(), new List<RuleError>());
        foreach (var side in indicators.SelectMany(Of).Where(s => IsOver(s, ledger.Ledger)))
        {
            if (side.Rows.Distinct is { } name && ledger.Ledger[name] is null)
                errors.Add(new(side.Indicator.File, side.Rows.Line, 1, $"指标“{side.Indicator.Title}”：台账“{ledger.Ledger.Title}”没有字段“{name}”"));
            else
                sides.Add(side);
        }
        var load = sides.Count == 0 ? null : RuleCompiler.Compile($"{ledger.Ledger.Key}.yaml", LedgerFacts.Rules(sides.Select(s => Rule(ledger, s))), ledger.RowCatalogue, ledger.Parameters);
        foreach (var error in load?.Errors ?? [])
        {
            var side = sides[Math.Clamp(error.Line - 2, 0, sides.Count - 1)];
            errors.Add(new(side.Indicator.File, side.Rows.Line, 1, $"指标“{side.Indicator.Title}”有误：{error.Message}"));
        }
        var rules = load?.Rules ?? new RuleSet([], ledger.Parameters, ledger.RowCatalogue);
        foreach (var side in sides.Where(s => s.Rows.Measure is not null && rules[s.Id] is { } rule && rule.Measures[0].Value.Type.Kind != (s.Indicator.IsMoney(s.IsNumerator) ? ValueKind.Money : ValueKind.Int)))
            errors.Add(new(side.Indicator.File, side.Rows.Line, 1, $"指标“{side.Indicator.Title}”的 measure 应是{(side.Indicator.IsMoney(side.IsNumerator) ? "金额（写了 money）" : "整数")}，现为“{side.Rows.Measure}”"));
        var closed = ledger.Ledger.Fields.Where(f => f.IsSealed).Select(f => f.Name).ToList();
        return new([.. sides.Where(s => rules[s.Id] is not null)], rules, sides.Exists(s => IsSealed(s, closed)), errors);
    }

    /// <summary>What a row counts for tells of a person: it is added up, and never shown.</summary>
    public static bool IsSealed(LedgerSide side, Ledger ledger) => IsSealed(side, [.. ledger.Fields.Where(f => f.IsSealed).Select(f => f.Name)]);

    private static bool IsSealed(LedgerSide side, List<string> closed) => closed.Exists(n => side.Rows.Measure?.Contains(n, StringComparison.Ordinal) == true || side.Rows.Where?.Contains(n, StringComparison.Ordinal) == true);

    public static IEnumerable<LedgerSide> Of(IndicatorDefinition definition)
    {
        if (definition.From is { Indicator: null } from)
            yield return new(definition, true, from);
        if (definition.Per is { Indicator: null } per)
            yield return new(definition, false, per);
    }

    public static bool IsOver(LedgerSide side, Ledger ledger) => side.Rows.Ledger == ledger.Key || side.Rows.Ledger == ledger.Title;

    private static Dictionary<string, object> Rule(LedgerRules ledger, LedgerSide side)
    {
        var rule = LedgerFacts.Rule(side.Id);
        (rule["from"], rule["message"]) = (LedgerFacts.This, ledger.Ledger.Title);
        if (side.Rows.Where is { } where)
            rule["where"] = where;
        if (side.Rows.Measure is { } measure)
            rule["measures"] = new Dictionary<string, string> { [Value] = measure };
        return rule;
    }
}

/// <summary>Compiled sides, kept as long as the ledger's definition is.</summary>
internal sealed class LedgerSideShelf(IndicatorBook indicators)
{
    private readonly ConditionalWeakTable<LedgerRules, LedgerSides> known = [];

    public LedgerSides Of(LedgerRules rules) => known.GetValue(rules, r => LedgerSides.Compile(r, indicators.All));
}
