namespace Xianjie.Screening.Language;

/// <summary>What a hit means: a risk signal, an exclusion doubt, a data-quality doubt, or a record to be brought up to date.</summary>
public enum RuleClass { Risk, Exclusion, Quality, Sync }

/// <summary>How grave a data-quality finding is.</summary>
public enum RuleSeverity { None, Error, Warning, Info }

/// <summary>A named value of a group of rows.</summary>
public sealed record Measure(string Name, int Ordinal, Expr Value);

/// <summary>A piece of a message: fixed text, or a value.</summary>
public sealed record MessagePart(string? Text, Expr? Value);

/// <summary>A checked rule. Immutable; the same object serves every run.</summary>
public sealed class Rule
{
    internal Rule()
    {
    }

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Department { get; init; }

    public required RuleClass Class { get; init; }

    /// <summary>Values of code list 风险.</summary>
    public required IReadOnlyList<string> Risks { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required DateOnly? EffectiveTo { get; init; }

    public required string Basis { get; init; }

    /// <summary>Hits of the same household, risk and cause join one clue.</summary>
    public required string Cause { get; init; }

    public required RuleSeverity Severity { get; init; }

    public required string? Fix { get; init; }

    /// <summary>A data-quality rule that is asked while a household is being saved; the others only by the monthly run.</summary>
    public required bool Live { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>A hit is about one person, else about the household.</summary>
    public required bool PerPerson { get; init; }

    public required FactTable From { get; init; }

    /// <summary>Only hits with a row dated within these last months count; null: all.</summary>
    public required int? PeriodMonths { get; init; }

    public required Expr? Where { get; init; }

    public required IReadOnlyList<Measure> Measures { get; init; }

    public required Expr? When { get; init; }

    public required IReadOnlyList<Column> Evidence { get; init; }

    public required IReadOnlyList<MessagePart> Message { get; init; }

    public required IReadOnlyList<RuleTest> Tests { get; init; }

    /// <summary>The rule's own YAML expressions as written, for plain display: key to text.</summary>
    public required IReadOnlyDictionary<string, string> Source { get; init; }

    public required string File { get; init; }

    /// <summary>1-based line at which the rule begins.</summary>
    public required int Line { get; init; }

    /// <summary>True if the rule exists on that day and is switched on.</summary>
    public bool IsEffective(DateOnly day) => Enabled && EffectiveFrom <= day && (EffectiveTo is null || day <= EffectiveTo);

    /// <summary>Every stored column that the rule reads, evidence included.</summary>
    public IReadOnlyList<(FactTable Fact, Column Column)> Columns => columns ??= ExprWalk.Columns(this);

    /// <summary>Every parameter that the rule reads.</summary>
    public IReadOnlyList<ParameterRef> Parameters => parameters ??= ExprWalk.Parameters(this);

    private IReadOnlyList<(FactTable, Column)>? columns;
    private IReadOnlyList<ParameterRef>? parameters;

    public override string ToString() => $"{Id} {Title}";
}
