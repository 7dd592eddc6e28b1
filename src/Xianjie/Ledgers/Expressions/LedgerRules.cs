using Xianjie.Ledgers.Definitions;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Expressions;

/// <summary>The expressions of one definition, compiled by the engine: checks, formulas, measures, conditions behind figures, totals.</summary>
internal sealed class LedgerRules
{
    public const string Value = "值", Target = "应为";

    private readonly List<RuleError> errors = [];

    public LedgerRules(Ledger ledger, IReadOnlyCollection<Ledger> all, ParameterBook parameters)
    {
        Ledger = ledger;
        Parameters = parameters;
        // a title in a text only offers that ledger to the compiler; what an expression reads is told by what it was compiled to
        var texts = ledger.Checks.SelectMany(c => new[] { c.When, c.Message }).Concat(ledger.Totals.SelectMany(t => new[] { t.Measure, t.Target })).Concat(ledger.Fields.Select(f => f.Value).OfType<string>()).Concat(ledger.Rollups.Select(r => r.Measure)).ToList();
        Offered = [.. all.Where(o => o.Key != ledger.Key && texts.Exists(t => t.Contains(o.Title, StringComparison.Ordinal)))];
        var formulas = Formulas();
        RowCatalogue = LedgerFacts.Catalogue(ledger, true, ledger.Checks.Any(c => (c.When + c.Message).Contains(ledger.Title, StringComparison.Ordinal)) ? [.. Offered, ledger] : Offered, formulas);
        RowFact = RowCatalogue[LedgerFacts.This]!;
        Computed = Compile(RowCatalogue, "台账公式", ledger.Fields.Where(f => formulas.Contains(f.English)).Select(f => (f.Line, Of($"f_{f.English}", rule => Computing(rule, f)))), true);
        var looking = Computed.Where(r => Looks(r).Any());
        Reckoned = looking.Rules.Select(FieldOf).ToHashSet(StringComparer.Ordinal);
        var parts = new RowParts(this);
        var rollups = ledger.Rollups.Select(r => new LedgerRollup(r.Title, parts.TakenFrom(r.Measure), r.Unit, r.Line)).ToList();
        var totals = ledger.Totals.Select(t => t with { Measure = parts.TakenFrom(t.Measure) }).ToList();
        RowByRow = new([.. looking.Rules, .. parts.Rules], parameters, RowCatalogue);
        GroupCatalogue = LedgerFacts.Catalogue(ledger, false, Offered, formulas, Reckoned, parts.Columns);
        GroupFact = GroupCatalogue[ledger.Title]!;
        Checks = Compile(RowCatalogue, "台账校验", ledger.Checks.Select((c, at) => (c.Line, Of($"c{at}", rule => (rule["from"], rule["when"], rule["message"]) = (LedgerFacts.This, c.When, c.Message)))), true);
        Rollups = Compile(GroupCatalogue, "台账汇总", rollups.Select((r, at) => (r.Line, Of($"r{at}", rule => Measured(rule, (Value, r.Measure))))), true);
        Conditions = Compile(GroupCatalogue, "台账条件", rollups.Index().Where(r => r.Item.Condition is not null).Select(r => (r.Item.Line, Of($"w{r.Index}", rule => rule["where"] = r.Item.Condition!))), true);
        Totals = Compile(GroupCatalogue, "台账断言", totals.Select((t, at) => (t.Line, Of($"t{at}", rule => Measured(rule, (Value, t.Measure), (Target, t.Target))))), true);
        // where an area has no rows there is no group: the value aimed at is then asked of the area alone
        if (ledger.NoticeParameter is { } days && parameters[days] is null)
            errors.Add(new RuleError(ledger.File, ledger.Line, 1, $"“notice”应是天数或参数名，没有参数“{days}”"));
        Targets = Compile(GroupCatalogue, "台账断言", ledger.Totals.Select((t, at) => (t.Line, Of($"z{at}", rule => { rule.Remove("from"); Measured(rule, (Target, t.Target)); rule["when"] = "true = true"; }))), false);
    }

    public Ledger Ledger { get; }
    public ParameterBook Parameters { get; }
    /// <summary>Ledgers that the compiler was shown because a text has their title in it; see <see cref="Looked"/>.</summary>
    public IReadOnlyList<Ledger> Offered { get; }
    /// <summary>What is worked out row by row before the rows are measured: formulas that look into other ledgers, those that build on them, and what measures ask of each row there.</summary>
    public RuleSet RowByRow { get; }
    /// <summary>English names of the formulas among these.</summary>
    public IReadOnlySet<string> Reckoned { get; }
    public Catalogue RowCatalogue { get; }
    public Catalogue GroupCatalogue { get; }
    public FactTable RowFact { get; }
    public FactTable GroupFact { get; }
    public RuleSet Checks { get; }
    public RuleSet Computed { get; }
    public RuleSet Rollups { get; }
    public RuleSet Conditions { get; }
    public RuleSet Totals { get; }
    public RuleSet Targets { get; }
    public IReadOnlyList<RuleError> Errors => errors;

    /// <summary>A check looks at the other rows of the same ledger.</summary>
    public bool LooksAtSelf => Checks.Rules.SelectMany(Looks).Any(f => f.Name == Ledger.Title);

    /// <summary>Other ledgers that the rules read rows of.</summary>
    public IReadOnlyList<Ledger> Looked(params IEnumerable<RuleSet> sets)
    {
        var titles = sets.SelectMany(s => s.Rules).SelectMany(Looks).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return [.. Offered.Where(o => titles.Contains(o.Title))];
    }

    /// <summary>The rules read values of this ledger that are kept sealed: these are opened for the reckoning, and never shown.</summary>
    public bool ReadsSealed(params IEnumerable<RuleSet> sets) =>
        sets.SelectMany(s => s.Rules).SelectMany(r => r.Columns).Any(c => (c.Fact.Name is LedgerFacts.This || c.Fact.Name == Ledger.Title) && Ledger[c.Column.English]?.IsSealed == true);

    /// <summary>A value of each row, by any expression; null where it is none.</summary>
    public Rule? OfRow(string id, string expression) => Compile(RowCatalogue, string.Empty, [(0, Of(id, rule =>
    {
        rule["from"] = LedgerFacts.This;
        Measured(rule, (Value, expression));
    }))], false)[id];

    /// <summary>English name of the field that a rule of <see cref="Computed"/> works out.</summary>
    public static string FieldOf(Rule rule) => rule.Id[2..];

    /// <summary>Where a rule looks beyond the row or group at hand.</summary>
    private static IEnumerable<FactTable> Looks(Rule rule) => ExprWalk.All(rule).OfType<Subquery>().Select(s => s.Fact);

    /// <summary>Formulas are tried in their order: a later one may name an earlier one.</summary>
    private HashSet<string> Formulas()
    {
        var good = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Ledger.Fields.Where(f => f.Type == FieldType.Formula))
        {
            var tried = new HashSet<string>(good, StringComparer.Ordinal) { field.English };
            var catalogue = LedgerFacts.Catalogue(Ledger, true, Offered, tried);
            var before = errors.Count;
            Compile(catalogue, "台账公式", [(field.Line, Of("f", rule => Computing(rule, field)))], true);
            if (errors.Count == before)
                good = tried;
        }
        return good;
    }

    private Dictionary<string, object> Of(string id, Action<Dictionary<string, object>> fill)
    {
        var rule = LedgerFacts.Rule(id);
        (rule["from"], rule["message"]) = (Ledger.Title, "台账");
        fill(rule);
        return rule;
    }

    private static void Computing(Dictionary<string, object> rule, LedgerField field)
    {
        rule["from"] = LedgerFacts.This;
        Measured(rule, (Value, LedgerFacts.Quoted(field.Name)));
    }

    private static void Measured(Dictionary<string, object> rule, params (string Name, string Expression)[] measures) => rule["measures"] = measures.ToDictionary(m => m.Name, m => m.Expression);

    private RuleSet Compile(Catalogue catalogue, string what, IEnumerable<(int Line, Dictionary<string, object> Rule)> rules, bool strict)
    {
        var list = rules.ToList();
        if (list.Count == 0)
            return new RuleSet([], Parameters, catalogue);
        var load = RuleCompiler.Compile($"{Ledger.Key}.yaml", LedgerFacts.Rules(list.Select(r => r.Rule)), catalogue, Parameters);
        if (strict)
            errors.AddRange(load.Errors.Select(e => new RuleError(Ledger.File, list[Math.Clamp(e.Line - 2, 0, list.Count - 1)].Line, 1, $"{what}有误：{e.Message}")));
        return load.Rules;
    }
}
