namespace Xianjie.Screening.Language;

/// <summary>One dated value of a parameter.</summary>
/// <param name="Dimension">Dimension value that it holds for; null: for all.</param>
/// <param name="Division">Leading digits of the divisions that it holds for; empty: everywhere.</param>
/// <param name="Value">long (int; money in 分; date as day number), decimal, bool or string, as the parameter's type.</param>
/// <param name="Basis">The document it rests on.</param>
public sealed record ParameterValue(string? Dimension, string Division, DateOnly From, DateOnly? To, object Value, string Basis);

/// <summary>An amount, day count, ratio or date that rules use, with its values by date, division and dimension.</summary>
public sealed record Parameter(string Key, string Title, string? Unit, ExprType Type)
{
    /// <summary>The dimension value that stands for those not listed.</summary>
    public const string Other = "其他";

    /// <summary>True if its values are given by a dimension.</summary>
    public bool HasDimension { get; init; }

    public IReadOnlyList<ParameterValue> Values { get; init; } = [];

    /// <summary>The value in force: the longest matching division wins, then the latest start. Null if there is none.</summary>
    public object? InForce(DateOnly day, string division, string? dimension) =>
        Find(day, division, dimension) ?? (dimension is null || dimension == Other ? null : Find(day, division, Other));

    private object? Find(DateOnly day, string division, string? dimension) => Values
        .Where(v => (v.Dimension is null || v.Dimension == dimension) && v.From <= day && (v.To is null || day <= v.To))
        .Where(v => division.StartsWith(v.Division, StringComparison.Ordinal))
        .OrderByDescending(v => v.Division.Length).ThenByDescending(v => v.From).FirstOrDefault()?.Value;

    public bool Equals(Parameter? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Where a run takes parameter values from; the product lays its database over the shipped file.</summary>
public interface IParameterSource
{
    /// <summary>The parameter with the values to use; the definition given is the shipped one.</summary>
    Parameter Get(Parameter shipped);
}

/// <summary>The parameters that ship with the rules.</summary>
public sealed class ParameterBook : IParameterSource
{
    private readonly Dictionary<string, Parameter> byKey;

    internal ParameterBook(IEnumerable<Parameter> parameters) => byKey = parameters.ToDictionary(p => p.Key, StringComparer.Ordinal);

    public static ParameterBook Empty { get; } = new([]);

    public IReadOnlyCollection<Parameter> All => byKey.Values;

    public Parameter? this[string key] => byKey.GetValueOrDefault(key);

    public Parameter Get(Parameter shipped) => byKey.GetValueOrDefault(shipped.Key, shipped);

    /// <summary>The same book with some values replaced: for what-if and for tests. A value without dimension replaces all.</summary>
    public ParameterBook With(IEnumerable<(string Key, string? Dimension, object Value)> changes)
    {
        var changed = new Dictionary<string, Parameter>(byKey, StringComparer.Ordinal);
        foreach (var group in changes.GroupBy(c => c.Key))
        {
            var parameter = changed[group.Key];
            var fresh = group.Select(c => new ParameterValue(c.Dimension, "", DateOnly.MinValue, null, c.Value, "试算")).ToList();
            var kept = fresh.Exists(v => v.Dimension is null) ? [] : parameter.Values.Where(v => !fresh.Exists(f => f.Dimension == v.Dimension));
            changed[group.Key] = parameter with { Values = [.. kept, .. fresh] };
        }
        return new ParameterBook(changed.Values);
    }

    /// <summary>Reads <c>rules/parameters.yaml</c>.</summary>
    public static (ParameterBook Book, IReadOnlyList<RuleError> Errors) Read(string file, string text) => new ParameterReader().Read(file, text);
}
