using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

internal sealed partial class SqlWriter
{
    /// <summary>The value in force by dimension, then by division; a missing dimension takes 其他. The dates are resolved here and now.</summary>
    private string ParameterValue(ParameterRef x)
    {
        var parameter = parameters.Get(x.Parameter);
        if (x.Day is not null) return OnDay(x, parameter, Write(x.Day));
        var inForce = parameter.Values.Where(v => v.From <= asOf && (v.To is null || asOf <= v.To)).ToList();
        if (x.Dimension is null) return ByDivision(x, inForce);
        var other = inForce.Where(v => v.Dimension == Parameter.Other).ToList();
        var rest = ByDivision(x, other);
        var dimension = Write(x.Dimension);
        var cases = inForce.Select(v => v.Dimension!).Where(d => d != Parameter.Other).Distinct()
            .Select(d => (Literal: DimensionLiteral(x.Dimension, d), Value: ByDivision(x, [.. inForce.Where(v => v.Dimension == d)], other)))
            .Where(c => c.Literal is not null).Select(c => $" when {c.Literal} then {c.Value}");
        var listed = string.Concat(cases);
        return listed.Length == 0 ? rest : $"(case {dimension}{listed} else {rest} end)";
    }

    /// <summary>The value in force on a day that differs by row: the listed dimension before 其他, the longest division, the latest start.</summary>
    private string OnDay(ParameterRef x, Parameter parameter, string day)
    {
        var branches = parameter.Values.OrderBy(v => v.Dimension == Parameter.Other).ThenByDescending(v => v.Division.Length).ThenByDescending(v => v.From).Select(value =>
        {
            var conditions = new List<string> { $"{day} >= {dialect.Literal(value.From)}" };
            if (value.To is { } to) conditions.Add($"{day} <= {dialect.Literal(to)}");
            if (value.Division.Length > 0) conditions.Add($"substr({Division()}, 1, {value.Division.Length}) = {SqlDialect.Literal(value.Division)}");
            if (x.Dimension is not null && value.Dimension is { } name && name != Parameter.Other)
            {
                if (DimensionLiteral(x.Dimension, name) is not { } literal) return null;
                conditions.Add($"{Write(x.Dimension)} = {literal}");
            }
            return $" when {string.Join(" and ", conditions)} then {ValueLiteral(x, value.Value)}";
        }).OfType<string>().ToList();
        return branches.Count == 0 ? dialect.Null(x.Type.Kind) : $"(case{string.Concat(branches)} end)";
    }

    private static string? DimensionLiteral(Expr dimension, string value) => dimension.Type.Kind switch
    {
        ValueKind.Code => dimension.Type.Codes!.NumberOf(value) is > 0 and var number ? SqlDialect.Literal((long)number) : null,
        ValueKind.Int => long.TryParse(value, out var whole) ? SqlDialect.Literal(whole) : null,
        _ => SqlDialect.Literal(value),
    };

    private string ByDivision(ParameterRef x, IEnumerable<ParameterValue> values, IEnumerable<ParameterValue>? fallback = null)
    {
        var branches = new List<string>();
        foreach (var value in Ordered(values).Concat(Ordered(fallback ?? [])))
        {
            var text = ValueLiteral(x, value.Value);
            if (value.Division.Length == 0) return branches.Count == 0 ? text : $"(case{string.Concat(branches)} else {text} end)";
            branches.Add($" when substr({Division()}, 1, {value.Division.Length}) = {SqlDialect.Literal(value.Division)} then {text}");
        }
        return branches.Count == 0 ? dialect.Null(x.Type.Kind) : $"(case{string.Concat(branches)} end)";
    }

    private static IEnumerable<ParameterValue> Ordered(IEnumerable<ParameterValue> values) =>
        values.OrderByDescending(v => v.Division.Length).ThenByDescending(v => v.From).DistinctBy(v => v.Division);

    private string Division() => Column(new ColumnRef(RowScope.Household, catalogue.Household, catalogue.Household["行政区划"]!));

    private string ValueLiteral(ParameterRef x, object value) => value switch
    {
        long day when x.Type.IsDate => dialect.Literal(DateOnly.FromDayNumber((int)day)),
        long number => SqlDialect.Literal(number),
        decimal number => Number(number, dialect.IsFixedPoint ? scale.Of(x) : 0),
        bool flag => dialect.Literal(flag),
        _ => SqlDialect.Literal((string)value),
    };
}
